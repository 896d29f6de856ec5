// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace comity {

/// A JSON value as Comity uses it: no fractions (decimals are strings), whole numbers within
/// +-(2^53 - 1), no duplicate keys, valid UTF-8, keys in the order of RFC 8785. So a value has
/// exactly one canonical text, and that text can be signed.
struct Json {
    struct Member;
    using Array = std::vector<Json>;

    /// The members of an object, always sorted by RFC 8785 (UTF-16 code units of the key).
    class Object {
    public:
        Object();
        Object(std::initializer_list<Member> members);
        Object(const Object&);
        Object(Object&&) noexcept;
        Object& operator=(const Object&);
        Object& operator=(Object&&) noexcept;
        ~Object();
        bool operator==(const Object&) const;

        /// The value under `key`, or null.
        const Json* find(std::string_view key) const;
        Json* find(std::string_view key);
        /// Sets or replaces the value under `key`.
        void set(std::string_view key, Json value);
        /// Adds a member; false, and nothing done, if the key is there already.
        bool insert(std::string key, Json value);
        /// Adds a member whose key comes after all others.
        void append(std::string key, Json new_value);
        bool erase(std::string_view key);
        std::size_t size() const;
        bool empty() const { return size() == 0; }
        const Member* begin() const;
        const Member* end() const;

    private:
        std::vector<Member> members_;
    };

    std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object> value = nullptr;

    Json();
    Json(std::nullptr_t);
    Json(bool truth);
    Json(int number);
    Json(std::int64_t number);
    Json(std::uint64_t number);
    Json(const char* text);
    Json(std::string_view text);
    Json(std::string text);
    Json(Array items);
    Json(Object members);
    Json(const Json&);
    Json(Json&&) noexcept;
    Json& operator=(const Json&);
    Json& operator=(Json&&) noexcept;
    ~Json();
    bool operator==(const Json&) const;

    template <class T>
    const T* as() const {
        return std::get_if<T>(&value);
    }
    template <class T>
    T* as() {
        return std::get_if<T>(&value);
    }
    bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
    /// The member `key` if this is an object that has it, else null.
    const Json* find(std::string_view key) const;
};

struct Json::Member {
    std::string key;
    Json value;
    bool operator==(const Member&) const = default;
};

/// Reads one JSON value with white space as RFC 8259 allows it. Refusals: `json.malformed`,
/// `json.duplicate-key`, `json.fraction`, `json.range`, `json.depth`, `json.utf8`; `where` is
/// `line:column`.
Result<Json> parse_json(std::string_view text);

/// As `parse_json`, but the text must be the canonical one (`json.not-canonical`).
Result<Json> parse_canonical_json(std::string_view text);

/// The canonical text (RFC 8785).
std::string to_text(const Json& json);
void append_text(std::string& out, const Json& json);

/// The same value over several lines, for people.
std::string to_pretty_text(const Json& json);

/// `key` as one token of a JSON pointer (RFC 6901), with its leading slash.
std::string pointer_token(std::string_view key);

}  // namespace comity
