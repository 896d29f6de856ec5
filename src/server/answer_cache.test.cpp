// SPDX-License-Identifier: Apache-2.0
#include "server/answer_cache.h"

#include <doctest/doctest.h>

#include <thread>

using namespace comity;

namespace {

std::shared_ptr<const Representation> answer(std::size_t size) {
    return std::make_shared<const Representation>(Representation::of(
        "image/png", std::string(size, 'x'), "", Representation::Pressed::quickly));
}

}  // namespace

TEST_CASE("an answer is found again until what it depends on changes") {
    AnswerCache cache(100'000);
    const Epoch epoch{1, Date{}, 0};
    CHECK_FALSE(cache.find(epoch, "/a"));
    const auto given = answer(10);
    cache.put(epoch, "/a", given);
    CHECK(cache.find(epoch, "/a") == given);
    CHECK_FALSE(cache.find(epoch, "/b"));
    CHECK_FALSE(cache.find({2, Date{}, 0}, "/a"));
    CHECK(cache.bytes() == 0);
}

TEST_CASE("the answers used least recently make room") {
    AnswerCache cache(10'000);
    const Epoch epoch;
    for (const char* key : {"/a", "/b", "/c", "/d"}) cache.put(epoch, key, answer(1'900));
    CHECK(cache.find(epoch, "/a"));
    cache.put(epoch, "/e", answer(1'900));
    CHECK(cache.find(epoch, "/a"));
    CHECK_FALSE(cache.find(epoch, "/b"));
    CHECK(cache.find(epoch, "/e"));
    CHECK(cache.bytes() <= 10'000);
}

TEST_CASE("an answer that would drive out most others is not kept") {
    AnswerCache cache(10'000);
    cache.put({}, "/a", answer(100));
    cache.put({}, "/large", answer(5'000));
    CHECK_FALSE(cache.find({}, "/large"));
    CHECK(cache.find({}, "/a"));
}

TEST_CASE("many different questions do not make the cache grow") {
    AnswerCache cache(50'000);
    for (int i = 0; i < 10'000; ++i)
        cache.put({}, "/entries?offset=" + std::to_string(i), answer(10));
    CHECK(cache.bytes() <= 50'000);
    CHECK(cache.find({}, "/entries?offset=9999"));
}

TEST_CASE("several threads may use the cache at once") {
    AnswerCache cache(20'000);
    std::vector<std::jthread> threads;
    for (std::uint64_t thread = 0; thread < 4; ++thread)
        threads.emplace_back([&cache, thread] {
            for (std::uint64_t i = 0; i < 2'000; ++i) {
                const Epoch epoch{(i + thread) / 500, Date{}, 0};
                const std::string key = "/" + std::to_string(i % 50);
                if (!cache.find(epoch, key)) cache.put(epoch, key, answer(i % 50));
            }
        });
    threads.clear();
    CHECK(cache.bytes() <= 20'000);
}
