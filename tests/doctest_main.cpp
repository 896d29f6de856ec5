// SPDX-License-Identifier: Apache-2.0
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <string_view>

// Tests in the suite "shared" read files that lie beside the project. Where these are absent the
// suite is skipped, and each test in it is named.
int main(int argc, char** argv) {
    doctest::Context context(argc, argv);
    bool wants_shared = false;
    for (int i = 1; i < argc; ++i)
        wants_shared = wants_shared || std::string_view(argv[i]) == "--test-suite=shared";
    if (wants_shared && !std::filesystem::exists(COMITY_SHARED_DIR)) {
        std::cout << "skipped, the shared files are not here:\n";
        context.setOption("list-test-cases", true);
    }
    return context.run();
}
