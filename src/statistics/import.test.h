// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/import.h"

#include <stdlib.h>
#include <filesystem>
#include <fstream>
#include <sstream>

#define COMITY_ISO_3166 "/usr/share/iso-codes/json/iso_3166-1.json"

namespace comity::test {

/// A folder that lives as long as the object.
class Folder {
public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "comity-statistics-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        root_ = name;
    }
    ~Folder() { std::filesystem::remove_all(root_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string path(const std::string& name) const { return (root_ / name).string(); }
    std::size_t file_count() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(root_), {}));
    }

private:
    std::filesystem::path root_;
};

inline std::string read_file(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace comity::test
