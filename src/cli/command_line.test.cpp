// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include "service/fixture.h"

#include <doctest/doctest.h>

#include <iostream>
#include <sstream>

using namespace comity;
using namespace comity::fixture;

namespace {

/// What the program answered.
struct Ran {
    int code = 0;
    std::string out;
    std::string err;
};

/// Gives a stream another buffer for as long as it lives.
class Captured {
public:
    explicit Captured(std::ostream& stream) : stream_(stream), before_(stream.rdbuf()) {
        stream_.rdbuf(text_.rdbuf());
    }
    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;
    ~Captured() { stream_.rdbuf(before_); }
    std::string text() const { return text_.str(); }

private:
    std::ostream& stream_;
    std::streambuf* before_;
    std::ostringstream text_;
};

Ran run_with(const cli::Serve& serve, std::vector<std::string> words) {
    words.insert(words.begin(), "comity");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const Captured out(std::cout);
    const Captured err(std::cerr);
    const int code = cli::run(static_cast<int>(words.size()), arguments.data(), serve);
    return {code, out.text(), err.text()};
}

Ran comity_run(const std::vector<std::string>& words) {
    return run_with([](const auto&, const auto&) { return Result<>{}; }, words);
}

/// The refusal, on one line, of a command that is refused.
std::string refusal_of(const std::vector<std::string>& words) {
    const Ran ran = comity_run(words);
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    return ran.err;
}

/// A league of two members, in a folder of its own.
struct League {
    TemporaryFolder folder;
    std::string node = folder / "league";
    League() { league(node); }
    std::vector<std::string> here(std::vector<std::string> words) const {
        words.insert(words.end(), {"--dir", node, "--now", "2022-06-01T12:00:00Z"});
        return words;
    }
    Ran run(const std::vector<std::string>& words) const { return comity_run(here(words)); }
    std::string refusal(const std::vector<std::string>& words) const {
        return refusal_of(here(words));
    }
};

std::string without_line_end(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

}  // namespace

TEST_CASE("a command that does not exist is named, with the nearest one") {
    CHECK(refusal_of({"statsu"}) ==
          "refused: command.unknown: there is no command 'statsu' (did you mean status?); comity "
          "--help lists them\n");
    CHECK(refusal_of({"stat"}).contains("(did you mean status?)"));
    CHECK(refusal_of({"keys", "mak"}).contains("'mak' (did you mean make?)"));
    CHECK_FALSE(refusal_of({"harbour"}).contains("did you mean"));
    CHECK(refusal_of({}) == "refused: command.missing: name a command; comity --help lists them\n");
}

TEST_CASE("an option that does not exist is named, and all that are missing at once") {
    const std::string refusal =
        refusal_of({"report", "--athor", "MACAU", "--delivery", "x", "--unit=t"});
    CHECK(refusal ==
          "refused: command.options at comity report: there is no option --athor (did you mean "
          "--author?); missing: --provider, --receiver, --flow, --stage, --quantity, --date; see "
          "comity report --help\n");
    CHECK(
        refusal_of({"status", "--as-off=2024-12-31"}).contains("--as-off (did you mean --as-of?)"));
    CHECK(refusal_of({"status", "now"}).contains("'now' is one word too many"));
    CHECK(refusal_of({"keys", "make"}).contains("comity keys make: missing: AUTHOR"));
    CHECK(refusal_of({"log", "--count", "many"}).contains("--count"));
    CHECK(refusal_of({"--dir"}).contains("--dir: 1 required"));
    CHECK(refusal_of({"--dri", "x", "status"}).contains("--dri (did you mean --dir?)"));
}

TEST_CASE("what was not understood is told to programs too") {
    const Ran ran = comity_run({"--json", "statsu"});
    CHECK(ran.code == 1);
    const auto json = parse_json(ran.out);
    REQUIRE(json);
    REQUIRE(json->find("refusal"));
    CHECK(*json->find("refusal")->find("code") == Json("command.unknown"));
}

TEST_CASE("help is no refusal") {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"--help"}, {"keys", "--help"}, {"--version"}}) {
        const Ran ran = comity_run(words);
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        CHECK_FALSE(ran.out.empty());
    }
}

TEST_CASE("help lists the words and forms that an option takes") {
    const std::string report = comity_run({"report", "--help"}).out;
    CHECK(report.contains("one of people, goods, capital, data"));
    CHECK(report.contains("one of pledged, committed, allocated, dispatched, received, used"));
    const std::string reading = comity_run({"reading", "--help"}).out;
    CHECK(reading.contains("2021-Q1..2022-Q4"));
    CHECK(reading.contains("member@2021-09-17 except CHN"));
    CHECK(comity_run({"import", "--help"}).out.contains("comity import --dataset"));
}

TEST_CASE("the page of the command line begins with the program's own help") {
    const std::string page = comity_run({"docs", "cli"}).out;
    const std::string head = page.substr(0, page.find("\n## "));
    for (const char* option : {"--dir", "COMITY_DIR", "--json", "--now"})
        CHECK(head.contains(option));
    CHECK(page.contains("\n## comity keys make\n"));
    CHECK(page.contains("Usage: comity keys make [OPTIONS] AUTHOR"));
}

TEST_CASE("a log needs a name, and an example one of those that are shipped") {
    const TemporaryFolder folder;
    CHECK(refusal_of({"init", folder / "x"}).contains("give one with --origin"));
    ::setenv("COMITY_SHARE", folder.operator/("share").c_str(), 1);
    CHECK(refusal_of({"init", folder / "x", "--example", "sco"}).contains("no examples"));
    std::filesystem::create_directories(folder / "share/examples/sco");
    std::filesystem::create_directories(folder / "share/examples/mappings");
    write_text(folder / "share/examples/sco/01-founding.toml", "");
    write_text(folder / "share/examples/mappings/gdp.toml", "");
    for (const char* absent : {"cso", "mappings", "..", "sco/../sco"}) {
        const std::string refusal = refusal_of({"init", folder / "x", "--example", absent});
        CHECK(refusal.contains("there is no example '" + std::string(absent) + "'"));
        CHECK(refusal.contains("there is: sco\n"));
    }
    ::unsetenv("COMITY_SHARE");
    CHECK_FALSE(std::filesystem::exists(folder / "x"));
}

TEST_CASE("an author is a party of the record whose key is here") {
    const League made;
    const std::vector<std::string> note = {"note", "--text", "hello", "--author"};
    const auto as = [&](std::string author) {
        std::vector<std::string> words = note;
        words.push_back(std::move(author));
        return words;
    };
    CHECK(made.refusal(as("CHM")) ==
          "refused: author.unknown at --author: there is no party CHM in this record (did you mean "
          "CHN?)\n");
    CHECK(made.refusal(as("../../etc")).contains("there is no party"));
    CHECK(made.refusal(as("CHN")) ==
          "refused: key.absent at --author: no key of CHN here; make one: comity keys make CHN, "
          "then comity register-key --party CHN --key KEY\n");
    const std::string key = without_line_end(made.run({"keys", "make", "CHN"}).out);
    CHECK(made.refusal(as("CHN")).contains("is not on record yet: comity register-key"));
    CHECK(made.run({"register-key", "--party", "CHN", "--key", key}).code == 0);
    CHECK(made.run(as("CHN")).code == 0);
    std::filesystem::remove(made.node + "/keys/CHN.key");
    write_text(made.folder / "s.toml",
               "[[step]]\ndo = \"note\"\nauthor = \"CHN\"\ntext = \"hello\"\n");
    CHECK(made.refusal({"apply", made.folder / "s.toml"}).contains("no key of that author here"));
    CHECK(made.refusal(as("CHN")).contains("signed where its key is kept"));
}

TEST_CASE("making a key says what it is for, beside the key itself") {
    const League made;
    const Ran first = made.run({"keys", "make", "CHN"});
    CHECK(first.out.starts_with("league.example/log/CHN+"));
    CHECK(first.out.find('\n') == first.out.size() - 1);
    CHECK(first.err.contains("comity register-key --party CHN --key KEY"));
    CHECK_FALSE(first.err.contains("comity admit"));
    CHECK(made.run({"keys", "make", "PORTO"}).err.contains("once PORTO is a party (comity admit)"));

    CHECK(made.run({"keys", "make", "CHN"}).err.contains("Register one of the two"));
    REQUIRE(
        made.run({"register-key", "--party", "CHN", "--key", without_line_end(first.out)}).code ==
        0);
    std::filesystem::remove(made.node + "/keys/CHN.next.key");
    const Ran next = made.run({"keys", "make", "CHN"});
    CHECK(next.err.contains("comity rotate-key --author CHN --key KEY"));
    CHECK(made.refusal({"keys", "make", "CHN"}).contains("key.exists"));
    CHECK(made.run({"rotate-key", "--author", "CHN", "--key", without_line_end(next.out)}).code ==
          0);
    CHECK(made.run({"--json", "keys", "make", "CHN"}).err.empty());
}

TEST_CASE("an entry and its proof are taken out and checked with the key alone") {
    const League made;
    const std::string entry = made.folder / "entry-1";
    const std::string proof = made.folder / "proof-1";
    const Ran proved = made.run({"prove", "1", "--entry", entry});
    REQUIRE(proved.code == 0);
    write_text(proof, proved.out);
    const std::string key = read_node_config(made.node)->depositary.text();
    const Ran verified = comity_run({"verify", "--proof", proof, "--entry", entry, "--key", key});
    CHECK(verified.code == 0);
    CHECK(verified.out == "The entry stands at 1 of 3 in league.example/log.\n");

    write_text(entry, read_text(entry) + "x");
    CHECK(comity_run({"verify", "--proof", proof, "--entry", entry, "--key", key}).code == 1);
    CHECK(refusal_of({"verify", "--proof", proof, "--entry", entry}).contains("give --key"));
    CHECK(refusal_of({"verify", "--proof", proof}).contains("--proof requires --entry"));
    CHECK(refusal_of(made.here({"verify", "--entry", entry})).contains("--entry requires --proof"));
    CHECK(made.refusal({"prove", "3", "--entry", made.folder / "e3"}).contains("entry.unknown"));
    CHECK_FALSE(std::filesystem::exists(made.folder / "e3"));
    CHECK(made.run({"prove", "1", "--entry", made.folder / "none/e"}).code == 2);
}

TEST_CASE("whoever checks is told where a record should be, not how to make one") {
    const League made;
    const std::string refusal = refusal_of({"verify", made.folder / "nowhere"});
    CHECK(refusal.contains("give the folder that holds log/"));
    CHECK_FALSE(refusal.contains("comity init"));
    CHECK_FALSE(std::filesystem::exists(made.folder / "nowhere"));
    CHECK(comity_run({"verify", made.node}).code == 0);

    const std::string key = read_node_config(made.node)->depositary.text();
    std::filesystem::remove(made.node + "/comity.toml");
    CHECK(refusal_of({"verify", made.node}).contains("give the depositary's with --key"));
    CHECK(comity_run({"verify", made.node, "--key", key}).code == 0);
}

TEST_CASE("what cannot be exported is answered with what can") {
    const League made;
    const std::string refusal = made.refusal({"export", "nonsense"});
    CHECK(refusal.contains("there is no answer 'nonsense'; there are: "));
    CHECK(refusal.contains(" scoreboard,"));
    CHECK(refusal.contains(" datasets/DATASET,"));
    CHECK(made.run({"export", "parties", "--csv"}).out.starts_with("code,"));
}

TEST_CASE("the log says of each act what it concerns") {
    const League made;
    const std::string log = made.run({"log"}).out;
    CHECK(log.contains("party.admit"));
    CHECK(log.contains("KAZ as member from 2020-03-01"));
    CHECK(log.contains("League"));
}

TEST_CASE("a port that is taken is answered with another, also for the example") {
    const League made;
    const auto taken = [](const auto&, const auto&) -> Result<> {
        return refuse("serve.port-in-use", "choose another port", "127.0.0.1:8080");
    };
    const Ran ran = run_with(taken, made.here({"serve"}));
    CHECK(ran.code == 1);
    CHECK(ran.err.contains("comity serve --port 8081"));
    CHECK(ran.err.contains("make demo port=8081"));
    CHECK(run_with(taken, made.here({"serve", "--port", "65535"})).err.contains("--port 8080"));
}
