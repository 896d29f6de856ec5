// SPDX-License-Identifier: Apache-2.0
#include "service/text_file.h"

#include <fstream>
#include <sstream>

namespace comity {

Result<std::string> read_text_file(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    if (!file) return refuse("file.absent", "cannot be read", path);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

}  // namespace comity
