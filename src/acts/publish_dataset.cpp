// SPDX-License-Identifier: Apache-2.0
#include "acts/rules.h"

namespace comity {
namespace {

struct PublishDataset {
    static constexpr std::string_view kind = "dataset.publish";
    static constexpr std::string_view command = "publish";
    static constexpr std::string_view subject = "{dataset}[, retrieved {retrieved}]";
    static constexpr std::string_view summary =
        "An exact file becomes evidence: a dataset's first vintage, or a newer one.";

    Identifier dataset;
    Translations title;
    Hash file;
    Hash mapping;
    std::string file_name;
    std::int64_t bytes = 0;
    Date retrieved;
    Source source;
    std::string licence;
    Window covers;
    std::vector<Unit> units;

    static constexpr std::tuple fields = {
        Field{"dataset", &PublishDataset::dataset,
              "its name; the same name again is a new vintage"},
        Field{"title", &PublishDataset::title, "what it is"},
        Field{"file", &PublishDataset::file, "salted hash of the file"},
        Field{"mapping", &PublishDataset::mapping, "salted hash of the mapping that reads it"},
        Field{"file_name", &PublishDataset::file_name, "the file's name"},
        Field{"bytes", &PublishDataset::bytes, "the file's size"},
        Field{"retrieved", &PublishDataset::retrieved, "when it was taken from its source"},
        Field{"source", &PublishDataset::source, "who publishes it, and where"},
        Field{"licence", &PublishDataset::licence, "under which terms it may be used"},
        Field{"covers", &PublishDataset::covers, "from the first to the last period with a value"},
        Field{"units", &PublishDataset::units, "the units of its series"},
    };

    Result<> permitted(const State& state, const Circumstances& at) const {
        TRY(rules::secretariat_or_party(state, at));
        TRY(check_text(file_name, "/file_name"));
        if (file_name.size() > 255 || file_name.front() == '.' ||
            file_name.find_first_of("/\\\n") != std::string::npos)
            return refuse("dataset.file-name", "should be a file's name without folders",
                          "/file_name");
        if (bytes <= 0) return refuse("dataset.bytes", "should be more than none", "/bytes");
        if (units.empty()) return refuse("dataset.units", "should name at least one", "/units");
        TRY(check_text(licence, "/licence"));
        return check_known(state, at);
    }

    Result<> check_known(const State& state, const Circumstances& at) const {
        const auto known = state.datasets.find(dataset.value);
        if (known == state.datasets.end()) return {};
        const auto& publications = known->second.publications;
        const std::string& publisher = publications.front().mention.author;
        if (at.author != publisher && at.author != secretariat)
            return refuse("author.not-the-publisher",
                          "this dataset is published by " + publisher + "; use another name",
                          "/dataset");
        for (const Publication& earlier : publications)
            if (earlier.file == file && earlier.mapping == mapping)
                return refuse("dataset.published", "this file is published already", "/file");
        return {};
    }

    void apply(State& state, const Circumstances& at) const {
        Dataset& published = state.datasets[dataset.value];
        published.title = title;
        published.publications.push_back({.file = file,
                                          .mapping = mapping,
                                          .file_name = file_name,
                                          .bytes = bytes,
                                          .retrieved = retrieved,
                                          .source = source,
                                          .licence = licence,
                                          .covers = covers,
                                          .units = units,
                                          .mention = at.mention()});
    }
};

}  // namespace

extern constinit const ActType publish_dataset = describe<PublishDataset>();

}  // namespace comity
