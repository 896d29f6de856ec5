# SPDX-License-Identifier: Apache-2.0
# Language, warnings, sanitizers and build helpers, the same for every target.
option(COMITY_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(COMITY_BENCH "Build the benchmarks" OFF)
option(COMITY_FUZZ "Build the fuzzers (needs clang)" OFF)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_INTERPROCEDURAL_OPTIMIZATION OFF)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # With -O2 g++ 12 sees overlaps and uninitialised bytes in std::string that are not there (GCC bug
  # 105651, and values that TRY moves out); AddressSanitizer and clang look for the real ones.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # A TRY whose value is not wanted: g++ takes it so.
  # And libstdc++ 12's stable_sort, which calls what C++23 calls deprecated.
  add_compile_options(-Wno-gnu-statement-expression -Wno-unused-result -Wno-deprecated-declarations)
endif()
if(COMITY_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(COMITY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # without it libFuzzer does not see what runs
endif()

find_program(ccache ccache)
if(ccache AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache})
endif()
find_program(mold mold)
if(mold)
  add_link_options(-fuse-ld=mold)
endif()
