// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/answers.h"

namespace comity::answers {

/// What was published, and what was entered: datasets with their vintages, entries with their
/// proofs.

struct VintageText {
    static constexpr std::string_view type = "vintage";
    Text sha256;
    Text blob;
    Text file_name;
    Count bytes = 0;
    Date retrieved;
    Count entry = 0;
    Maybe<Count> series;
    Maybe<Count> observations;
    Maybe<Text> first;
    Maybe<Text> last;
    bool current = false;
    bool present = false;
    static constexpr std::tuple fields = {
        Field{"sha256", &VintageText::sha256, "of the exact file; empty if it is not here"},
        Field{"blob", &VintageText::blob, "salted hash, as the record has it"},
        Field{"file_name", &VintageText::file_name, "its name"},
        Field{"bytes", &VintageText::bytes, "its size"},
        Field{"retrieved", &VintageText::retrieved, "when it was taken from its source"},
        Field{"entry", &VintageText::entry, "the entry that published it"},
        Field{"series", &VintageText::series, "how many series"},
        Field{"observations", &VintageText::observations, "how many observations"},
        Field{"first", &VintageText::first, "earliest period"},
        Field{"last", &VintageText::last, "latest period"},
        Field{"current", &VintageText::current, "whether accounts use it"},
        Field{"present", &VintageText::present, "whether this node holds the file"}};
};

struct ReadingName {
    static constexpr std::string_view type = "reading's name";
    Text pledge;
    Text reading;
    static constexpr std::tuple fields = {Field{"pledge", &ReadingName::pledge, "which pledge"},
                                          Field{"reading", &ReadingName::reading, "which reading"}};
};

struct Dataset {
    static constexpr std::string_view type = "dataset";
    Text dataset;
    Texts title;
    SourceText source;
    Text licence;
    WindowText covers;
    List<Text> units;
    List<VintageText> vintages;
    List<ReadingName> used_by;
    static constexpr std::tuple fields = {
        Field{"dataset", &Dataset::dataset, "its name"},
        Field{"title", &Dataset::title, "what it is"},
        Field{"source", &Dataset::source, "who publishes it"},
        Field{"licence", &Dataset::licence, "terms of use"},
        Field{"covers", &Dataset::covers, "periods with a value"},
        Field{"units", &Dataset::units, "units of its series"},
        Field{"vintages", &Dataset::vintages, "its files, oldest first"},
        Field{"used_by", &Dataset::used_by, "readings that rest on it"}};
};

struct Datasets {
    static constexpr std::string_view type = "datasets";
    List<Dataset> datasets;
    static constexpr std::tuple fields = {Field{"datasets", &Datasets::datasets, "by name"}};
};

struct ObservationRow {
    static constexpr std::string_view type = "observation";
    Text indicator;
    Text reporter;
    Text partner;
    Text product;
    Text unit;
    Text period;
    Decimal value;
    Text status;
    Count line = 0;
    static constexpr std::tuple fields = {
        Field{"indicator", &ObservationRow::indicator, "what is measured"},
        Field{"reporter", &ObservationRow::reporter, "whose figure"},
        Field{"partner", &ObservationRow::partner, "with whom; may be empty"},
        Field{"product", &ObservationRow::product, "product or sector; may be empty"},
        Field{"unit", &ObservationRow::unit, "of what"},
        Field{"period", &ObservationRow::period, "for which period"},
        Field{"value", &ObservationRow::value, "how much"},
        Field{"status", &ObservationRow::status, "observation status; may be empty"},
        Field{"line", &ObservationRow::line, "line in the file"}};
};

struct DatasetPage : Dataset {
    static constexpr std::string_view type = "dataset with rows";
    Count rows_total = 0;
    List<ObservationRow> rows;
    static constexpr auto fields = std::tuple_cat(
        Dataset::fields, std::tuple{Field{"rows_total", &DatasetPage::rows_total, "how many"},
                                    Field{"rows", &DatasetPage::rows, "those asked for"}});
};

struct EntryHead {
    static constexpr std::string_view type = "entry";
    Count index = 0;
    Text kind;
    Count version = 1;
    Text author;
    Instant time;
    Text leaf;
    Text subject;
    Text summary;
    Count bytes = 0;
    static constexpr std::tuple fields = {
        Field{"index", &EntryHead::index, "place in the log, from 0"},
        Field{"kind", &EntryHead::kind, "kind of act"},
        Field{"version", &EntryHead::version, "of the kind"},
        Field{"author", &EntryHead::author, "who signed it"},
        Field{"time", &EntryHead::time, "by the author's clock"},
        Field{"leaf", &EntryHead::leaf, "leaf hash, hexadecimal"},
        Field{"subject", &EntryHead::subject, "what it concerns"},
        Field{"summary", &EntryHead::summary, "what kinds of act like it do"},
        Field{"bytes", &EntryHead::bytes, "size"}};
};

struct Entries {
    static constexpr std::string_view type = "entries";
    Count size = 0;
    List<EntryHead> entries;
    static constexpr std::tuple fields = {Field{"size", &Entries::size, "entries in the log"},
                                          Field{"entries", &Entries::entries, "newest first"}};
};

struct EntryPage : EntryHead {
    static constexpr std::string_view type = "entry with its text";
    Text text;
    Text raw;
    Json body;
    static constexpr auto fields = std::tuple_cat(
        EntryHead::fields, std::tuple{Field{"text", &EntryPage::text, "the signed text"},
                                      Field{"raw", &EntryPage::raw, "the exact bytes, base64"},
                                      Field{"body", &EntryPage::body, "the act"}});
};

struct ProofText {
    static constexpr std::string_view type = "proof";
    Count index = 0;
    Count size = 0;
    Text leaf;
    Text root;
    List<Text> hashes;
    Text checkpoint;
    Text proof;
    static constexpr std::tuple fields = {
        Field{"index", &ProofText::index, "which entry"},
        Field{"size", &ProofText::size, "in a tree of this size"},
        Field{"leaf", &ProofText::leaf, "leaf hash, base64"},
        Field{"root", &ProofText::root, "root hash, base64"},
        Field{"hashes", &ProofText::hashes, "inclusion proof, leaf side first, base64"},
        Field{"checkpoint", &ProofText::checkpoint, "the signed note"},
        Field{"proof", &ProofText::proof, "all of it as a C2SP tlog-proof"}};
};

}  // namespace comity::answers
