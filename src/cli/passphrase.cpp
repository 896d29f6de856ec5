// SPDX-License-Identifier: Apache-2.0
#include "cli/passphrase.h"

#include "base/descriptor.h"
#include "base/utf8.h"
#include "service/text_file.h"

#include <sys/stat.h>
#include <termios.h>

#include <fcntl.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>

namespace comity::cli {
namespace {

constexpr const char* variable = "COMITY_PASSPHRASE_FILE";
constexpr std::size_t typed_max = passphrase_size_max + 1;

/// Typed characters are not shown as long as this lives.
class Unseen {
public:
    explicit Unseen(int terminal) : terminal_(terminal) {
        if (::tcgetattr(terminal_, &before_) != 0) throw Fault("cannot hide what is typed");
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        hidden.c_lflag |= static_cast<tcflag_t>(ECHONL);
        if (::tcsetattr(terminal_, TCSAFLUSH, &hidden) != 0)
            throw Fault("cannot hide what is typed");
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;
    ~Unseen() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }

private:
    int terminal_;
    termios before_{};
};

std::string read_line(int terminal) {
    std::string line;
    char c = '\0';
    while (line.size() < typed_max && retry([&] { return ::read(terminal, &c, 1); }) == 1 &&
           c != '\n')
        line += c;
    return line;
}

Result<std::string> ask_person(const std::string& question, const std::string& path) {
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return refuse("key.locked",
                      std::string("there is no terminal to ask for a passphrase; name a file that "
                                  "has it in ") +
                          variable,
                      path);
    const Descriptor owner(terminal);
    const std::string shown = printable(question) + ": ";
    if (retry([&] { return ::write(terminal, shown.data(), shown.size()); }) < 0)
        throw io_fault("cannot write to", "the terminal");
    const Unseen unseen(terminal);
    return read_line(terminal);
}

Result<std::string> first_line(const std::string& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
        return refuse("key.exposed", "a file that only its owner may read (mode 0600)", path);
    std::string text = TRY(read_text_file(path));
    std::string line = text.substr(0, text.find('\n'));
    wipe(text);
    return line;
}

}  // namespace

PassphraseSource passphrase_source() {
    return [](const std::string& path) -> Result<std::string> {
        if (const char* file = std::getenv(variable)) return first_line(file);
        return ask_person("Passphrase of " + path, path);
    };
}

Result<Passphrase> new_passphrase() {
    if (const char* file = std::getenv(variable)) return Passphrase{TRY(first_line(file))};
    std::string first = TRY(ask_person("New passphrase", "--encrypt"));
    std::string second = TRY(ask_person("The same again", "--encrypt"));
    const bool same = first == second;
    wipe(second);
    if (!same) return refuse("key.passphrase-differs", "two different passphrases were typed");
    return Passphrase{std::move(first)};
}

}  // namespace comity::cli
