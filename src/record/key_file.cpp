// SPDX-License-Identifier: Apache-2.0
#include "record/key_file.h"

#include "base/sha256.h"
#include "record/text_lines.h"

#include <algorithm>

namespace comity {
namespace {

constexpr std::string_view header = "comity/key/v1";
constexpr std::string_view header_family = "comity/key/";

Result<NamedKey> parse_key_file(std::string_view text) {
    TextLines lines(text);
    const std::string_view version = lines.next().value_or("");
    if (version != header && version.starts_with(header_family))
        return refuse("key.version", "a key file of version 1", "1");
    if (version != header) return refuse("key.malformed", "'comity/key/v1'", "1");
    const std::string_view name = lines.next().value_or("");
    if (!is_key_name(name)) return refuse("key.malformed", "a name without spaces and '+'", "2");
    auto seed = hash_from_base64(lines.next().value_or(""));
    if (!seed) return refuse("key.malformed", "32 bytes in base64", "3");
    if (!lines.rest().empty()) return refuse("key.malformed", "three lines", "4");
    NamedKey key{std::string(name), SecretKey(seed->bytes)};
    return key;
}

}  // namespace

Result<> write_key_file(Disk& disk, const std::string& path, const NamedKey& key) {
    if (!is_key_name(key.name)) return refuse("key.name", "a name without spaces and '+'");
    if (disk.exists(path)) return refuse("key.exists", "a new file", path);
    const Hash seed{key.key.seed()};
    std::string text = std::string(header) + "\n" + key.name + "\n" + to_base64(seed) + "\n";
    disk.create_secret(path, text);
    wipe(text);
    return {};
}

Result<NamedKey> read_key_file(const Disk& disk, const std::string& path) {
    if (!disk.exists(path)) return refuse("key.absent", "a key file", path);
    if (!disk.is_secret(path))
        return refuse("key.exposed", "a file that only its owner may read (mode 0600)", path);
    std::string text = disk.read(path).value_or("");
    auto key = parse_key_file(text);
    wipe(text);
    return key;
}

}  // namespace comity
