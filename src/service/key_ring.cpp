// SPDX-License-Identifier: Apache-2.0
#include "service/key_ring.h"

namespace comity {
namespace {

std::string path_of(std::string_view author, std::string_view ending) {
    return "keys/" + std::string(author) + std::string(ending);
}

}  // namespace

KeyRing::~KeyRing() {
    wipe(passphrase_);
    for (auto& [path, opened] : opened_) wipe(opened.text);
}

Result<std::string> KeyRing::passphrase(const std::string& path) {
    if (!source_)
        return refuse("key.locked", "this key is encrypted, and no passphrase was given", path);
    return source_(path);
}

/// Keys often share a passphrase: the last one is tried before anybody is asked.
Result<NamedKey> KeyRing::open(const std::string& path) {
    if (!passphrase_.empty() && is_encrypted_key(*disk_, path)) {
        auto key = read_key_file(
            *disk_, path, [&](const std::string&) -> Result<std::string> { return passphrase_; });
        if (key || key.error().code != "key.passphrase") return key;
    }
    std::string given;
    auto key = read_key_file(*disk_, path, [&](const std::string& place) -> Result<std::string> {
        given = TRY(passphrase(place));
        return given;
    });
    if (key && !given.empty()) passphrase_ = given;
    wipe(given);
    return key;
}

Result<const NamedKey*> KeyRing::key(const std::string& path) {
    const auto known = opened_.find(path);
    if (known != opened_.end() && disk_->is_secret(path) && disk_->read(path) == known->second.text)
        return known->second.key.get();
    NamedKey key = TRY(open(path));
    Opened& opened = opened_[path];
    wipe(opened.text);
    opened.text = disk_->read(path).value_or("");
    opened.key = std::make_unique<NamedKey>(std::move(key));
    return opened.key.get();
}

std::string key_path(std::string_view author) { return path_of(author, ".key"); }
std::string next_key_path(std::string_view author) { return path_of(author, ".next.key"); }
std::string recovery_key_path(std::string_view author) { return path_of(author, ".recovery.key"); }
std::string confidential_key_path(std::string_view author) {
    return path_of(author, ".confidential.key");
}

}  // namespace comity
