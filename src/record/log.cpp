// SPDX-License-Identifier: Apache-2.0
#include "record/log.h"

#include "base/check.h"
#include "record/entry.h"
#include "record/journal.h"
#include "record/log_reader.h"
#include "record/tile_builder.h"

#include <algorithm>

namespace comity {
namespace {

const std::string lock_path = "lock";
constexpr std::size_t full_tiles_synced_singly = 2;  // with more, one sync of all is cheaper

/// The last tile of each level, checked against the level above; with the partial ones as edge.
Result<TileBuilder> read_edge(const Disk& disk, const Checkpoint& head) {
    std::vector<std::vector<Hash>> edge;
    std::optional<Hash> full_hash;  // of the last tile of the level below, if it is full
    std::string below;              // its path
    for (int level = 0; hashes_at(level, head.size) > 0; ++level) {
        const TileName name = tile_of(level, hashes_at(level, head.size) - 1, head.size);
        std::vector<Hash> tile = TRY(read_tile(disk, name));
        if (full_hash && tile.back() != *full_hash)
            return log_damaged(below, "a tile with the hash in the tile above it");
        const bool full = name.width == tile_width;
        full_hash = full ? std::optional(tree_hash(tile)) : std::nullopt;
        below = tile_path(name);
        edge.push_back(full ? std::vector<Hash>() : std::move(tile));
    }
    TileBuilder builder(head.size, std::move(edge));
    if (builder.root() != head.root) return log_damaged(checkpoint_path, "the root of the tiles");
    return builder;
}

/// A checkpoint's note, signed and seen to be good.
Result<std::string> signed_note(const Log::Options& options, const Checkpoint& head) {
    std::string note = options.sign(head);
    if (TRY(open_checkpoint(note, options.origin, options.key)) != head)
        return refuse("checkpoint.malformed", "a signed note of the checkpoint given");
    return note;
}

}  // namespace

struct Log::State {
    State(Disk& where, Options given) : disk(where), options(std::move(given)) {}

    Disk& disk;
    Options options;
    std::unique_ptr<DiskLock> lock;
    std::unique_ptr<Journal> journal;
    TileBuilder builder;                ///< of all entries
    std::unique_ptr<LogReader> reader;  ///< of the published ones
    std::vector<std::string> pending;   ///< the entries not published
    std::uint64_t torn = 0;

    std::uint64_t published() const { return reader->size(); }
    Result<> load(const Checkpoint& head);
    Result<> take_journal(const Checkpoint& head);
    Result<> check_overlap(const Journal::Content& content) const;
    void add(std::string entry);

    void put(const std::string& path, std::string_view bytes);
    void write_tiles();
    void write_bundles();
    void remove_partials(std::uint64_t first_bundle);
};

Result<> Log::State::load(const Checkpoint& head) {
    builder = TRY(read_edge(disk, head));
    reader = TRY(LogReader::open(disk, options.origin, options.key));
    return take_journal(head);
}

/// A crash between a publication and the new journal leaves entries that are published already.
Result<> Log::State::check_overlap(const Journal::Content& content) const {
    for (std::uint64_t i = 0; i < content.entries.size() && content.first + i < published(); ++i)
        if (leaf_hash(content.entries[i]) != reader->leaf(content.first + i))
            return log_damaged(journal_path, "the entries that are published");
    return {};
}

Result<> Log::State::take_journal(const Checkpoint& head) {
    const auto bytes = disk.read(journal_path);
    if (!bytes) return log_damaged(journal_path, "a journal");
    Journal::Content content = TRY(Journal::read(*bytes));
    const bool fits =
        content.first < head.size || (content.first == head.size && content.root == head.root);
    if (!fits) return log_damaged(journal_path, "a journal that goes on from the checkpoint");
    TRY(check_overlap(content));
    torn = content.torn;
    const std::uint64_t overlap = head.size - content.first;
    if (overlap > 0 && overlap >= content.entries.size()) {
        journal = Journal::start(disk, head.size, head.root);
        return {};
    }
    journal = Journal::resume(disk, content);
    for (std::size_t i = overlap; i < content.entries.size(); ++i)
        add(std::move(content.entries[i]));
    return {};
}

void Log::State::add(std::string entry) {
    builder.append(leaf_hash(entry));
    pending.push_back(std::move(entry));
}

void Log::State::put(const std::string& path, std::string_view bytes) {
    if (builder.full().size() <= full_tiles_synced_singly)
        disk.replace_durably(path, bytes);
    else
        disk.replace(path, bytes);  // `publish` syncs them all
}

void Log::State::write_tiles() {
    for (const TileBuilder::Full& tile : builder.full())
        put(tile_path(tile.name), tile_bytes(tile.hashes));
    for (int level = 0; level < builder.levels(); ++level) {
        const std::span<const Hash> edge = builder.edge(level);
        const std::uint64_t count = hashes_at(level, builder.size());
        if (edge.empty() || count == hashes_at(level, published())) continue;
        put(tile_path(tile_of(level, count - 1, builder.size())), tile_bytes(edge));
    }
}

/// The new entries, each bundle from its start.
void Log::State::write_bundles() {
    std::string bytes(reader->edge_bundle());
    for (std::uint64_t i = published(); i < builder.size(); ++i) {
        append_to_bundle(bytes, pending[i - published()]);
        if ((i + 1) % tile_width != 0 && i + 1 != builder.size()) continue;
        put(tile_path(bundle_of(i, builder.size())), bytes);
        bytes.clear();
    }
}

/// L5: partial tiles may go once the full one is there.
void Log::State::remove_partials(std::uint64_t first_bundle) {
    std::vector<TileName> names;
    for (const TileBuilder::Full& tile : builder.full()) names.push_back(tile.name);
    for (std::uint64_t i = first_bundle; i < published() / tile_width; ++i)
        names.push_back({{}, i, tile_width});
    for (const TileName& name : names) {
        const std::string folder = partials_folder(name);
        const std::string prefix = folder + "/";
        const std::vector<std::string> partials = disk.list(folder);
        for (const std::string& partial : partials) disk.remove(prefix + partial);
        if (!partials.empty()) disk.remove(folder);
    }
}

Log::Log(std::unique_ptr<State> state) : state_(std::move(state)) {}
Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::create(Disk& disk, Options options) {
    auto state = std::make_unique<State>(disk, std::move(options));
    state->lock = disk.try_lock(lock_path);
    if (!state->lock) return refuse("log.locked", "a log that no other process writes");
    if (disk.exists(checkpoint_path)) return refuse("log.exists", "a folder without a log");
    if (const auto bytes = disk.read(journal_path)) {  // perhaps a crash in an earlier `create`
        const auto content = Journal::read(*bytes);
        if (!content || !content->entries.empty())
            return refuse("log.exists", "a folder without a journal", journal_path);
    }
    const Checkpoint head = {state->options.origin, 0, empty_tree_hash()};
    const std::string note = TRY(signed_note(state->options, head));
    state->journal = Journal::start(disk, 0, head.root);
    disk.replace_durably(checkpoint_path, note);
    state->reader = TRY(LogReader::open(disk, state->options.origin, state->options.key));
    return std::unique_ptr<Log>(new Log(std::move(state)));
}

Result<std::unique_ptr<Log>> Log::open(Disk& disk, Options options) {
    TRY(read_checkpoint_note(disk));  // before the lock, which would make the folder
    auto state = std::make_unique<State>(disk, std::move(options));
    state->lock = disk.try_lock(lock_path);
    if (!state->lock) return refuse("log.locked", "a log that no other process writes");
    const Options& given = state->options;
    const std::string note = TRY(read_checkpoint_note(disk));
    const Checkpoint head = TRY(open_checkpoint(note, given.origin, given.key));
    TRY(state->load(head));
    return std::unique_ptr<Log>(new Log(std::move(state)));
}

std::uint64_t Log::size() const { return state_->builder.size(); }
Hash Log::root() const { return state_->builder.root(); }
std::uint64_t Log::published_size() const { return state_->published(); }
std::uint64_t Log::torn_bytes() const { return state_->torn; }
std::string Log::checkpoint() const { return state_->reader->checkpoint(); }

std::string Log::entry(std::uint64_t index) const {
    check(index < size(), "an entry that is in the log");
    const std::uint64_t published = state_->published();
    if (index >= published) return state_->pending[index - published];
    return state_->reader->entry(index);
}

void Log::for_each(std::uint64_t first,
                   const std::function<void(const LoggedEntry& entry)>& use) const {
    const std::uint64_t published = state_->published();
    state_->reader->for_each(first, use);
    for (std::uint64_t index = std::max(first, published); index < size(); ++index) {
        const std::string& bytes = state_->pending[index - published];
        use({index, bytes, leaf_hash(bytes)});
    }
}

void Log::append(std::span<const std::string> entries) {
    if (entries.empty()) return;
    for (const std::string& entry : entries)
        check(entry.size() <= entry_size_max, "an entry fits into a bundle");
    if (!state_->journal) throw Fault("the log must be opened again: it has no journal");
    state_->journal->append(entries);
    for (const std::string& entry : entries) state_->add(entry);
}

void Log::publish() {
    State& state = *state_;
    if (size() == state.published()) return;
    const Checkpoint head = {state.options.origin, size(), root()};
    const auto note = signed_note(state.options, head);
    if (!note) throw Fault("the checkpoint is not signed by the log's key: " + note.error().code);

    state.write_tiles();
    state.write_bundles();
    if (state.builder.full().size() > full_tiles_synced_singly) state.disk.sync_all();
    state.disk.replace_durably(checkpoint_path, *note);

    const std::uint64_t first_bundle = state.published() / tile_width;
    if (!state.reader->refresh()) throw Fault("the log cannot be read back as it was published");
    state.pending.clear();
    state.journal = nullptr;
    state.journal = Journal::start(state.disk, head.size, head.root);
    state.remove_partials(first_bundle);
    state.builder.forget_full();
}

Result<std::vector<Hash>> Log::prove_inclusion(std::uint64_t index) const {
    return state_->reader->prove_inclusion(index);
}

Result<std::vector<Hash>> Log::prove_consistency(std::uint64_t first, std::uint64_t second) const {
    return state_->reader->prove_consistency(first, second);
}

namespace {

Result<> compare_tile(const Disk& disk, const TileName& name, std::span<const Hash> hashes) {
    if (disk.read(tile_path(name)) != tile_bytes(hashes))
        return log_damaged(tile_path(name), "the hashes of the entries");
    return {};
}

Result<> compare_full_tiles(const Disk& disk, TileBuilder& builder) {
    for (const TileBuilder::Full& tile : builder.full())
        TRY(compare_tile(disk, tile.name, tile.hashes));
    builder.forget_full();
    return {};
}

Result<> compare_edge(const Disk& disk, const TileBuilder& builder) {
    for (int level = 0; level < builder.levels(); ++level) {
        const std::span<const Hash> edge = builder.edge(level);
        if (edge.empty()) continue;
        const std::uint64_t last = hashes_at(level, builder.size()) - 1;
        TRY(compare_tile(disk, tile_of(level, last, builder.size()), edge));
    }
    return {};
}

}  // namespace

Result<Checkpoint> verify_log(const Disk& disk, std::string_view origin, const VerifierKey& key,
                              const std::function<Result<>(const LoggedEntry& entry)>& use) {
    const std::string note = TRY(read_checkpoint_note(disk));
    Checkpoint head = TRY(open_checkpoint(note, origin, key));
    TileBuilder builder;
    while (builder.size() < head.size) {
        const auto bundle = TRY(read_bundle(disk, bundle_of(builder.size(), head.size)));
        for (std::size_t i = 0; i < bundle->entries.size(); ++i) {
            TRY(use({builder.size(), bundle->entries[i], bundle->leaves[i]}));
            builder.append(bundle->leaves[i]);
        }
        TRY(compare_full_tiles(disk, builder));
    }
    TRY(compare_edge(disk, builder));
    if (builder.root() != head.root) return log_damaged(checkpoint_path, "the root of the entries");
    return head;
}

}  // namespace comity
