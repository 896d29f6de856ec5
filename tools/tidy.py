#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""House rules that compilers do not check: about text, folders and headers.

tidy.py            looks at every file that git knows
tidy.py FILE...    looks at these
tidy.py --test     tests the rules themselves
A line that must break a rule says so: `// tidy: allow` with the reason.
"""
import pathlib
import re
import subprocess
import sys

PURE = r"src/(base|record|statistics|instruments|calendar|acts|accounts|engines)/"  # functions of their arguments
EXACT = r"src/(base|record|acts)/"  # no binary fractions, no accidental order
ANY = r".*\.(h|cpp)$"

RULES = [  # where, what, say instead
    (ANY, r"\b(TODO|FIXME|XXX)\b", "finish it, or file an issue"),
    (ANY, r'#include "\.\.', 'a path from src/, as in #include "record/log.h"'),
    (ANY, r"\busing namespace std\b", "std:: in full"),
    (ANY, r"\b(stoi|stol|stoul|stod|atoi|atof|strtod|strtol|sscanf|setlocale|std::locale|toupper|tolower)\b",
     "a Codec, or std::from_chars: these depend on the locale"),
    (ANY, r"\bstd::regex\b", "a hand-written parser: <regex> costs seconds a file"),
    (ANY, r"\bstd::(endl|rand)\b", "'\\n' with flush where it matters; a seed as an argument"),
    (PURE, r"\b(system_clock|steady_clock|getenv|random_device|time\(nullptr\))",
     "a parameter: only server/, cli/ and service/ read the clock or the environment"),
    (EXACT, r"\b(float|double)\b", "Decimal"),
    (EXACT, r"\bstd::unordered_", "std::map or std::set: the order of a fold is part of its result"),
]

# A third-party header is included by exactly one file of ours.
FENCED = ["sodium.h", "sqlite3.h", "toml++", "CLI/CLI.hpp", "boost/beast", "zlib.h", "openssl/evp.h",
          "mpi.h", "libical/ical.h"]

# But for these pairs, which are separate primitives of one library.
SHARED = [{"src/base/sha256.cpp", "src/access/token_signature.cpp"},
          {"src/server/http_server.cpp", "src/server/http_client.cpp"}]

LINES_MAX = 500
COLUMNS_MAX = 100


def complaints(path, text):
    if not text.startswith(("// SPDX", "# SPDX", "#!/", "// uses:")):
        yield 1, "begins without an SPDX line"
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > COLUMNS_MAX and "http" not in line:
            yield number, f"longer than {COLUMNS_MAX} columns"
        if "tidy: allow" in line:
            continue
        for where, what, instead in RULES:
            if re.match(where, path) and re.search(what, line):
                yield number, f"{re.search(what, line)[0]!r} is not used here; use {instead}"
    if text.count("\n") > LINES_MAX:
        yield 1, f"longer than {LINES_MAX} lines: which part has a name of its own?"


def fence_complaints(texts):
    for header in FENCED:
        users = [p for p, text in texts.items()
                 if p.startswith("src/") and not p.endswith(".test.cpp")
                 and re.search(r"#include <" + re.escape(header), text)]
        if len(users) > 1 and set(users) not in SHARED:
            yield users[1], 1, f"<{header}> is already fenced in {users[0]}"


def test():
    def found(path, line):
        return [what for _, what in complaints(path, "// SPDX\n" + line + "\n")]

    assert not found("src/acts/a.cpp", "int x = 0;")
    assert found("src/acts/a.cpp", "double x = 0;")
    assert not found("src/engines/a.cpp", "double x = 0;")
    assert not found("src/acts/a.cpp", "double x = 0;  // tidy: allow, for charts")
    assert found("src/base/a.cpp", "auto t = std::chrono::system_clock::now();")
    assert not found("src/cli/a.cpp", "auto t = std::chrono::system_clock::now();")
    assert found("src/cli/a.cpp", 'std::stoi("1");')
    assert found("src/cli/a.cpp", "x" * 101)
    assert found("src/cli/a.cpp", "\n" * 501)
    assert list(complaints("src/cli/a.cpp", "int x;\n"))
    include = "// SPDX\n#include <sodium.h>\n"
    assert list(fence_complaints({"src/a.cpp": include, "src/b.cpp": include}))
    assert not list(fence_complaints({"src/a.cpp": include, "src/b.test.cpp": include}))
    assert not list(fence_complaints({p: include for p in SHARED[0]}))
    assert list(fence_complaints({p: include for p in [*SHARED[0], "src/c.cpp"]}))
    print("tidy: the rules hold")


def main(arguments):
    if arguments == ["--test"]:
        return test()
    paths = arguments or subprocess.check_output(
        ["git", "ls-files", "*.h", "*.cpp"], text=True).split()
    texts = {p: pathlib.Path(p).read_text(encoding="utf-8") for p in paths}
    found = [(p, *c) for p, text in texts.items() for c in complaints(p, text)]
    found += list(fence_complaints(texts))
    for path, number, what in found:
        print(f"{path}:{number}: {what}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
