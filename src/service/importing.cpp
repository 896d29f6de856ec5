// SPDX-License-Identifier: Apache-2.0
#include "service/importing.h"

#include "base/check.h"
#include "service/text_file.h"

#include <filesystem>

namespace comity {
namespace {

namespace fs = std::filesystem;

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

/// What an import made before it was published. Removed when the import is refused; not on a fault,
/// for the act that names it may have been entered.
struct Made {
    Blobs blobs;
    std::vector<Hash> names;
    std::string vintage;

    void remove() const {
        for (const Hash& name : names) blobs.remove(name);
        if (!vintage.empty()) fs::remove(vintage);
    }
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
                         .known_codes = &codes,
                         .progress = progress}));
    return report.vintage.observations;
}

Result<ImportReport> make_vintage(const Node& node, const ImportRequest& request,
                                  const Mapping& mapping, const ImportTerms& terms,
                                  const std::string& path) {
    const std::set<std::string> codes = known_codes(node, terms.lists);
    fs::create_directories(fs::path(path).parent_path());
    return import_file(request.file, mapping,
                       {.vintage_path = path,
                        .previous = previous_vintage(node, request.dataset),
                        .known_codes = &codes,
                        .progress = terms.progress});
}

/// Keeps file and mapping, makes the vintage and publishes; `made` says what to remove if refused.
Result<ImportOutcome> import_and_publish(Node& node, const ImportRequest& request,
                                         const ImportTerms& terms, Made& made) {
    const std::string text = TRY(read_text_file(request.mapping));
    const Mapping mapping = TRY(parse_mapping(text, request.mapping));
    if (!fs::is_regular_file(request.file))
        return refuse("file.absent", "cannot be read", request.file);
    const Blobs::Stored file = made.blobs.store_file(request.file);
    made.names.push_back(file.name);
    const Blobs::Stored kept_mapping = made.blobs.store_text(text);
    made.names.push_back(kept_mapping.name);
    TRY(check_new(previous_vintage(node, request.dataset), file.plain, kept_mapping.plain));

    ImportOutcome outcome;
    made.vintage = node.vintage_path(file.name);
    outcome.report = TRY(make_vintage(node, request, mapping, terms, made.vintage));
    if (outcome.report.vintage.file != file.plain)
        return refuse("import.changed-meanwhile", "was written to while it was read", request.file);
    if (outcome.report.vintage.observations + outcome.report.vintage.flows == 0)
        return refuse("import.empty", "nothing is left after mapping", request.file);
    const Json body = publish_body(request, file, kept_mapping, *Vintage::open(made.vintage));
    outcome.entry = TRY(node.submit({"dataset.publish", terms.author, body}, terms.now));
    return outcome;
}

/// Attachments and vintages that no publication names: what an import left that was killed.
void remove_unnamed(const Node& node) {
    std::set<std::string> named;
    for (const auto& [name, dataset] : node.state().datasets)
        for (const Publication& publication : dataset.publications)
            for (const Hash& hash : {publication.file, publication.mapping})
                named.insert(to_hex(hash));
    for (const char* folder : {"/blobs", "/statistics"})
        for (const auto& file : fs::directory_iterator(node.folder() + folder))
            if (!named.contains(file.path().stem().string())) fs::remove(file.path());
}

}  // namespace

Result<ImportOutcome> import_dataset(Node& node, const ImportRequest& request,
                                     const ImportTerms& terms) {
    Made made{node.blobs(), {}, {}};
    auto outcome = import_and_publish(node, request, terms, made);
    if (!outcome) made.remove();
    return outcome;
}

Result<std::uint64_t> rebuild_statistics(Node& node, const CodeLists& lists,
                                         const Progress& progress) {
    node.close_vintages();
    fs::create_directories(node.folder() + "/statistics");
    fs::create_directories(node.folder() + "/blobs");
    remove_unnamed(node);
    std::uint64_t vintages = 0;
    for (const auto& [name, dataset] : node.state().datasets)
        for (const Publication& publication : dataset.publications) {
            TRY(import_again(node, publication, lists, progress));
            ++vintages;
        }
    return vintages;
}

}  // namespace comity
