// SPDX-License-Identifier: Apache-2.0
#include "base/disk.h"

#include "base/check.h"
#include "support.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

using namespace comity;

namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("a disk's folder comes into being with its parents") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path() + "/deep/er");
    CHECK(fs::is_directory(folder.path() + "/deep/er"));
    CHECK(disk->list("").empty());
    CHECK_THROWS_AS(open_disk("/proc/no-such-folder/x"), Fault);
}

TEST_CASE("a file is replaced as a whole and read back, whatever its bytes") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    CHECK_FALSE(disk->read("a/b"));
    CHECK_FALSE(disk->exists("a/b"));
    const std::string bytes("\0\xFF\n", 3);
    disk->replace("a/b", bytes);
    CHECK(disk->read("a/b") == bytes);
    disk->replace_durably("a/b", "");
    CHECK(disk->read("a/b") == "");
    disk->replace_durably("new/folder/file", std::string(3'000'000, 'x'));
    CHECK(disk->read("new/folder/file")->size() == 3'000'000);
    disk->sync_all();
    CHECK_FALSE(disk->read("a/b/c"));
}

TEST_CASE("a folder's names are sorted, folders end in a slash") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    disk->replace("d/z", "");
    disk->replace("d/a", "");
    disk->replace("d/m/x", "");
    CHECK(disk->list("d") == std::vector<std::string>{"a", "m/", "z"});
    CHECK(disk->list("absent").empty());
}

TEST_CASE("files and empty folders can be removed, also when they are not there") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    disk->replace("d/a", "");
    CHECK_THROWS_AS(disk->remove("d"), Fault);
    disk->remove("d/a");
    disk->remove("d/a");
    disk->remove("d");
    CHECK(disk->list("").empty());
}

TEST_CASE("an open file is written in place, grows, shrinks and is read in part") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    const auto file = disk->open("x/file");
    CHECK(file->size() == 0);
    file->write(3, "abc");
    CHECK(file->size() == 6);
    CHECK(file->read(0, 100) == std::string("\0\0\0abc", 6));
    CHECK(file->read(4, 1) == "b");
    CHECK(file->read(6, 10) == "");
    CHECK(file->read(1000, 10) == "");
    file->truncate(4);
    file->sync();
    CHECK(disk->read("x/file") == std::string("\0\0\0a", 4));
    CHECK(disk->open("x/file")->size() == 4);
}

TEST_CASE("a lock has one holder at a time and is given back") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    auto lock = disk->try_lock("lock");
    CHECK(lock);
    CHECK_FALSE(disk->try_lock("lock"));
    CHECK_FALSE(open_disk(folder.path())->try_lock("lock"));
    lock = nullptr;
    CHECK(disk->try_lock("lock"));
}

TEST_CASE("a secret is its owner's alone and is not overwritten") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    disk->create_secret("keys/log", "secret");
    CHECK(disk->read("keys/log") == "secret");
    CHECK(disk->is_secret("keys/log"));
    CHECK_THROWS_AS(disk->create_secret("keys/log", "other"), Fault);
    ::chmod((folder.path() + "/keys/log").c_str(), 0640);
    CHECK_FALSE(disk->is_secret("keys/log"));
    CHECK_THROWS_AS(disk->is_secret("absent"), Fault);
}

TEST_CASE("no path leads out of a disk's folder") {
    const fixture::TemporaryFolder folder;
    const auto disk = open_disk(folder.path());
    CHECK_THROWS_AS(disk->read("../x"), Bug);
    CHECK_THROWS_AS(disk->replace("a/../../x", ""), Bug);
    CHECK_THROWS_AS(disk->open("/etc/passwd"), Bug);
}
