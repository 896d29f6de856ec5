// SPDX-License-Identifier: Apache-2.0
#include "service/importing.h"

#include "base/check.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace comity {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_text_file(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    if (!file) return refuse("file.absent", "cannot be read", path);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

/// Codes that a series' reporter or partner may have: countries, and the association's own parties.
std::set<std::string> known_codes(const Node& node, const CodeLists& lists) {
    std::set<std::string> codes;
    for (const Country& country : lists.countries.all()) codes.insert(country.alpha3);
    for (const auto& [code, party] : node.state().parties) codes.insert(code);
    return codes;
}

const Vintage* previous_vintage(const Node& node, const Identifier& dataset) {
    return node.current(dataset.value);
}

Result<> check_new(const Vintage* previous, const Hash& file, const Hash& mapping) {
    if (!previous || previous->info().file != file || previous->info().mapping != mapping)
        return {};
    return refuse("import.unchanged",
                  "the current vintage of this dataset is this file, read by this mapping");
}

/// The units of its series and flows, sorted.
Json units_of(const Vintage& vintage) {
    constexpr std::uint64_t page = 10'000;
    std::set<std::string> units;
    for (std::uint64_t offset = 0; offset < vintage.info().series; offset += page)
        for (const auto& [id, key] : vintage.series(offset, page)) units.insert(key.unit);
    for (std::uint64_t offset = 0; offset < vintage.info().flows; offset += page)
        for (const Flow& flow : vintage.flows(offset, page)) units.insert(flow.unit);
    Json::Array texts;
    for (const std::string& unit : units) texts.emplace_back(unit);
    return {std::move(texts)};
}

Json publish_body(const ImportRequest& request, const Blobs::Stored& file,
                  const Blobs::Stored& mapping, const Vintage& vintage) {
    const VintageInfo& info = vintage.info();
    check(info.first && info.last, "an empty vintage is refused before");
    const Window covers{*info.first, *info.last};
    return Json::Object{{"dataset", request.dataset.value},
                        {"title", Codec<Translations>::write(request.title)},
                        {"file", to_hex(file.name)},
                        {"mapping", to_hex(mapping.name)},
                        {"file_name", fs::path(request.file).filename().string()},
                        {"bytes", file.bytes},
                        {"retrieved", request.retrieved.text()},
                        {"source", Codec<Source>::write(request.source)},
                        {"licence", request.licence},
                        {"covers", Codec<Window>::write(covers)},
                        {"units", units_of(vintage)}};
}

/// Files that go again unless `keep` is called: what an import made before it was published.
class Undo {
public:
    explicit Undo(Blobs blobs) : blobs_(std::move(blobs)) {}
    Undo(const Undo&) = delete;
    Undo& operator=(const Undo&) = delete;
    ~Undo() {
        if (kept_) return;
        for (const Hash& name : names_) blobs_.remove(name);
        if (!vintage_.empty()) fs::remove(vintage_);
    }

    void add(const Hash& blob) { names_.push_back(blob); }
    void add_vintage(std::string path) { vintage_ = std::move(path); }
    void keep() { kept_ = true; }

private:
    Blobs blobs_;
    std::vector<Hash> names_;
    std::string vintage_;
    bool kept_ = false;
};

Result<std::uint64_t> import_again(Node& node, const Publication& publication,
                                   const CodeLists& lists, const Progress& progress) {
    const Blobs blobs = node.blobs();
    for (const Hash& name : {publication.file, publication.mapping})
        if (!blobs.intact(name))
            return refuse("rebuild.attachment", "is absent or altered", blobs.path(name));
    const std::string text = TRY(read_text_file(blobs.path(publication.mapping)));
    const Mapping mapping = TRY(parse_mapping(text, blobs.path(publication.mapping)));
    const std::set<std::string> codes = known_codes(node, lists);
    const ImportReport report =
        TRY(import_file(blobs.path(publication.file), mapping,
                        {.vintage_path = node.vintage_path(publication.file),
                         .previous = nullptr,
                         .known_codes = &codes,
                         .progress = progress}));
    return report.vintage.observations;
}

}  // namespace

Result<ImportOutcome> import_dataset(Node& node, const ImportRequest& request,
                                     const std::string& author, const CodeLists& lists, Instant now,
                                     const Progress& progress) {
    const std::string text = TRY(read_text_file(request.mapping));
    const Mapping mapping = TRY(parse_mapping(text, request.mapping));
    if (!fs::is_regular_file(request.file))
        return refuse("file.absent", "cannot be read", request.file);

    const Blobs blobs = node.blobs();
    Undo undo(blobs);
    const Blobs::Stored kept_file = blobs.store_file(request.file);
    undo.add(kept_file.name);
    const Blobs::Stored kept_mapping = blobs.store_text(text);
    undo.add(kept_mapping.name);
    const Vintage* previous = previous_vintage(node, request.dataset);
    TRY(check_new(previous, kept_file.plain, kept_mapping.plain));

    const std::string path = node.vintage_path(kept_file.name);
    const std::set<std::string> codes = known_codes(node, lists);
    fs::create_directories(fs::path(path).parent_path());
    ImportOutcome outcome;
    outcome.report = TRY(import_file(
        request.file, mapping,
        {.vintage_path = path, .previous = previous, .known_codes = &codes, .progress = progress}));
    undo.add_vintage(path);
    if (outcome.report.vintage.file != kept_file.plain)
        return refuse("import.changed-meanwhile", "was written to while it was read", request.file);
    if (outcome.report.vintage.observations + outcome.report.vintage.flows == 0)
        return refuse("import.empty", "nothing is left after mapping", request.file);
    const auto vintage = Vintage::open(path);
    outcome.entry = TRY(node.submit(
        {"dataset.publish", author, publish_body(request, kept_file, kept_mapping, *vintage)},
        now));
    undo.keep();
    return outcome;
}

Result<std::uint64_t> rebuild_statistics(Node& node, const CodeLists& lists,
                                         const Progress& progress) {
    node.close_vintages();
    fs::create_directories(node.folder() + "/statistics");
    std::uint64_t vintages = 0;
    for (const auto& [name, dataset] : node.state().datasets)
        for (const Publication& publication : dataset.publications) {
            TRY(import_again(node, publication, lists, progress));
            ++vintages;
        }
    return vintages;
}

}  // namespace comity
