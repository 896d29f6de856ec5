// SPDX-License-Identifier: Apache-2.0
#include "access/token_signature.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <string>

namespace comity {
namespace {

template <auto free_it>
struct Freed {
    template <class T>
    void operator()(T* resource) const {
        free_it(resource);
    }
};
template <class T, auto free_it>
using Owned = std::unique_ptr<T, Freed<free_it>>;
using Number = Owned<BIGNUM, &BN_free>;
using Key = Owned<EVP_PKEY, &EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, &EVP_PKEY_CTX_free>;
using DigestContext = Owned<EVP_MD_CTX, &EVP_MD_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, &OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, &OSSL_PARAM_free>;
using EcSignature = Owned<ECDSA_SIG, &ECDSA_SIG_free>;

constexpr std::size_t modulus_bytes_min = 256;
constexpr std::size_t modulus_bytes_max = 1'024;
constexpr std::size_t exponent_bytes_max = 4;
constexpr std::size_t coordinate_bytes = 32;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Number number_of(std::string_view bytes) {
    return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

/// The key with these parameters, if it is one.
Key key_of(const char* type, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* made = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return nullptr;
    Key key(made);
    const KeyContext checked(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    if (!checked || EVP_PKEY_public_check(checked.get()) != 1) return nullptr;
    return key;
}

bool verify_with(EVP_PKEY* key, std::string_view message, std::string_view signature) {
    const DigestContext context(EVP_MD_CTX_new());
    return key && context &&
           EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key,
                                   nullptr) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                            message.size()) == 1;
}

/// Two numbers side by side, as RFC 7518 has them, in the form that OpenSSL reads.
std::string der_of(std::string_view signature) {
    const EcSignature numbers(ECDSA_SIG_new());
    Number r = number_of(signature.substr(0, coordinate_bytes));
    Number s = number_of(signature.substr(coordinate_bytes));
    if (!numbers || ECDSA_SIG_set0(numbers.get(), r.get(), s.get()) != 1) return {};
    (void)r.release();  // they belong to the signature now
    (void)s.release();
    unsigned char* bytes = nullptr;
    const int length = i2d_ECDSA_SIG(numbers.get(), &bytes);
    if (length <= 0) return {};
    std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return der;
}

}  // namespace

bool verify_rs256(const RsaNumbers& key, std::string_view message, std::string_view signature) {
    if (key.modulus.size() < modulus_bytes_min || key.modulus.size() > modulus_bytes_max ||
        key.modulus.front() == '\0' || key.exponent.empty() ||
        key.exponent.size() > exponent_bytes_max)
        return false;
    const Number modulus = number_of(key.modulus);
    const Number exponent = number_of(key.exponent);
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    return verify_with(key_of("RSA", builder.get()).get(), message, signature);
}

bool verify_es256(const P256Point& key, std::string_view message, std::string_view signature) {
    if (key.x.size() != coordinate_bytes || key.y.size() != coordinate_bytes ||
        signature.size() != 2 * coordinate_bytes)
        return false;
    const std::string point = "\x04" + std::string(key.x) + std::string(key.y);
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    return verify_with(key_of("EC", builder.get()).get(), message, der_of(signature));
}

}  // namespace comity
