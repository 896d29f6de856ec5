// SPDX-License-Identifier: Apache-2.0
//
// Runs a fuzz target on each file of its corpus; on the file cut off at sixteen places; and on the
// file with single bits flipped, up to a fixed number of them.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::uint64_t runs = 0;

void try_bytes(const std::string& bytes) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    ++runs;
}

void try_variants(const std::string& bytes) {
    constexpr std::size_t cuts = 16;
    constexpr std::size_t flips_max = 512;
    try_bytes(bytes);
    for (std::size_t cut = 0; cut < cuts; ++cut)
        try_bytes(bytes.substr(0, bytes.size() * cut / cuts));
    const std::size_t bits = bytes.size() * 8;
    const std::size_t step = bits / flips_max + 1;
    for (std::size_t bit = 0; bit < bits; bit += step) {
        std::string flipped = bytes;
        flipped[bit / 8] =
            static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << bit % 8));
        try_bytes(flipped);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::uint64_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(argv[1])) {
        std::ifstream stream(file.path(), std::ios::binary);
        try_variants(std::string(std::istreambuf_iterator<char>(stream), {}));
        ++files;
    }
    std::cout << files << " files, " << runs << " runs\n";
    return files > 0 ? 0 : 1;
}
