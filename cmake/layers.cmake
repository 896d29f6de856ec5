# SPDX-License-Identifier: Apache-2.0

# comity_library(FOLDER [uses LIBRARY...] [libraries TARGET...]): the library of src/FOLDER and, if
# it has x.test.cpp files, its test program. Its headers are visible only to those that say that they
# use it (and to those that use these): the include path is a private view of one folder.
# What `libraries` names (from Debian) is for the .cpp files alone; no header of ours includes it.
function(comity_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "uses;libraries")
  string(REPLACE "/" "_" name ${folder})
  list(TRANSFORM arg_uses REPLACE "/" "_")
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "\\.test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "\\.test\\.cpp$")

  set(view ${CMAKE_BINARY_DIR}/include/${name})
  cmake_path(GET folder PARENT_PATH parent)
  file(MAKE_DIRECTORY ${view}/${parent})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${folder} ${view}/${folder} SYMBOLIC)
  file(GLOB headers CONFIGURE_DEPENDS ${view}/${folder}/*.h)

  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${view})
  target_link_libraries(${name} PUBLIC ${arg_uses} PRIVATE ${arg_libraries})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${view} FILES ${headers})

  if(tests)
    add_executable(${name}_tests ${tests} ${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp)
    target_include_directories(${name}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests)  # support.h
    target_link_libraries(${name}_tests PRIVATE ${name} ${arg_libraries} doctest::doctest)
    target_compile_definitions(${name}_tests PRIVATE
      COMITY_SOURCE_DIR="${CMAKE_SOURCE_DIR}" COMITY_SHARED_DIR="${CMAKE_SOURCE_DIR}/../shared")
    comity_doctest(${name}_tests)
  endif()
endfunction()

# comity_doctest(TARGET): one ctest entry that runs it; and, where ../shared is absent, one entry per
# test that needs it, shown as skipped by name (the suite "shared").
function(comity_doctest target)
  add_test(NAME ${target} COMMAND ${target} --no-skipped-summary --test-suite-exclude=shared)
  add_test(NAME ${target}.shared COMMAND ${target} --test-suite=shared)
  set_tests_properties(${target} ${target}.shared PROPERTIES LABELS unit TIMEOUT 600)
  set_tests_properties(${target}.shared PROPERTIES SKIP_REGULAR_EXPRESSION "shared files are not here")
endfunction()

# comity_program(NAME main FILE uses LIBRARY...)
function(comity_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "main" "uses")
  add_executable(${name} ${arg_main})
  target_link_libraries(${name} PRIVATE ${arg_uses})
endfunction()
