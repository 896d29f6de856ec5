// SPDX-License-Identifier: Apache-2.0
#include "acts/replacement.h"

namespace comity {
namespace {

std::string_view header_of(KeyChange change) {
    switch (change) {
        case KeyChange::guard:
            return "comity/key-guard/v1";
        case KeyChange::revoke:
            return "comity/key-revoke/v1";
        case KeyChange::replace:
            return "comity/key-replace/v1";
    }
    return {};
}

}  // namespace

Result<InnerSignature> InnerSignature::parse(std::string_view text) {
    auto bytes = from_base64(text);
    if (!bytes || bytes->size() != 64)
        return refuse("signature.malformed", "should be a signature: 64 bytes in base64");
    return InnerSignature{*std::move(bytes)};
}

std::string KeyChangeText::text() const {
    std::string all;
    for (const std::string& line : {std::string(header_of(change)), std::string(origin),
                                    std::string(author), before.text(), after.text()})
        all += line + "\n";
    return all;
}

Json Endorsement::from_text(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (text.starts_with('{') || equals == std::string_view::npos)
        return codec::from_json_text(text);
    return Json::Object{{"party", text.substr(0, equals)}, {"signature", text.substr(equals + 1)}};
}

}  // namespace comity
