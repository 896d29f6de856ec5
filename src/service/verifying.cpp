// SPDX-License-Identifier: Apache-2.0
#include "service/verifying.h"

#include "acts/all.h"
#include "service/blobs.h"
#include "service/depositary_key.h"

#include <algorithm>
#include <thread>

namespace comity {
namespace {

constexpr std::size_t batch_size = 8192;

std::unexpected<Refusal> refuse_entry(std::uint64_t index, const Refusal& refusal) {
    return refuse(
        refusal.code, refusal.message,
        "entry " + std::to_string(index) + (refusal.where.empty() ? "" : ", " + refusal.where));
}

/// Entries are parsed and folded in order on one core; their signatures, which cost thirty times as
/// much and do not depend on one another, are checked in batches on all cores.
class SignatureBatch {
public:
    void add(std::uint64_t index, PublicKey key, const Entry& entry) {
        jobs_.push_back({index, key, entry.text, entry.signature.signature});
    }

    bool full() const { return jobs_.size() >= batch_size; }

    /// Checks and empties the batch; refuses for the first bad one.
    Result<> check_all() {
        const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::size_t> first_bad(threads, jobs_.size());
        {
            std::vector<std::jthread> workers;
            for (std::size_t worker = 0; worker < threads; ++worker)
                workers.emplace_back(
                    [&, worker] { first_bad[worker] = check_part(worker, threads); });
        }
        const std::size_t bad = *std::ranges::min_element(first_bad);
        const Result<> result = bad == jobs_.size()
                                    ? Result<>{}
                                    : refuse("entry.bad-signature", "the signature does not verify",
                                             "entry " + std::to_string(jobs_[bad].index));
        jobs_.clear();
        return result;
    }

private:
    struct Job {
        std::uint64_t index;
        PublicKey key;
        std::string text;
        std::string signature;
    };

    /// The first job of every `threads`-th that fails, or the number of jobs.
    std::size_t check_part(std::size_t worker, std::size_t threads) const {
        for (std::size_t i = worker; i < jobs_.size(); i += threads)
            if (!verify(jobs_[i].key, jobs_[i].text, jobs_[i].signature)) return i;
        return jobs_.size();
    }

    std::vector<Job> jobs_;
};

}  // namespace

Result<Verification> verify_record(const Disk& log, std::string_view origin, const VerifierKey& key,
                                   const std::function<void(std::uint64_t entries)>& progress) {
    Verification verification;
    SignatureBatch batch;
    const auto take = [&](const LoggedEntry& logged) -> Result<> {
        const std::uint64_t index = logged.index;
        const auto entry = parse_entry(logged.bytes, logged.leaf);
        const auto signer =
            entry ? fold(verification.state, index, *entry) : std::unexpected(entry.error());
        if (!signer) {
            TRY(batch.check_all());  // an earlier entry may be the one to name
            return refuse_entry(index, signer.error());
        }
        batch.add(index, *signer, *entry);
        ++verification.signatures;
        if (!batch.full()) return {};
        if (progress) progress(index + 1);
        return batch.check_all();
    };
    const VerifierKey signer = TRY(depositary_key(log, std::string(origin), key));
    verification.checkpoint = TRY(verify_log(log, origin, signer, take));
    TRY(batch.check_all());
    const auto* term = verification.state.seals.depositary_of(verification.checkpoint.size);
    if (term && term->key != signer)
        return refuse("verify.depositary",
                      "the record names another depositary: " + term->key.text(), "entry 0");
    return verification;
}

Result<Attachments> check_attachments(const State& state, const std::string& folder) {
    const Blobs blobs(folder);
    Attachments attachments;
    const auto look_at = [&](const Hash& hash) -> Result<> {
        if (!blobs.contains(hash)) {
            ++attachments.absent;
            return {};
        }
        if (!blobs.intact(hash))
            return refuse("verify.attachment", "does not have the hash that the record names",
                          blobs.path(hash));
        ++attachments.intact;
        return {};
    };
    for (const auto& [name, dataset] : state.datasets)
        for (const Publication& publication : dataset.publications)
            for (const Hash& hash : {publication.file, publication.mapping}) TRY(look_at(hash));
    for (const auto& [name, content] : state.confidential)
        if (!content.erasure) TRY(look_at(content.content));
    return attachments;
}

}  // namespace comity
