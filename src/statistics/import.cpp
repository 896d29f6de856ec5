// SPDX-License-Identifier: Apache-2.0
#include "statistics/import.h"

#include "statistics/changes.h"
#include "statistics/row_import.h"
#include "statistics/temporary_file.h"

#include <filesystem>

namespace comity {
namespace {

constexpr std::uint64_t progress_step = std::uint64_t{1} << 22;

/// Tells how far it is, every few megabytes.
class ProgressTeller {
public:
    ProgressTeller(const ImportOptions& options, const HashedSource& source)
        : options_(options), source_(source) {}
    void tell() {
        if (source_.bytes_done() < next_) return;
        next_ = source_.bytes_done() + progress_step;
        if (options_.progress) options_.progress(source_.bytes_done(), source_.size());
    }
    void tell_end() const {
        if (options_.progress) options_.progress(source_.bytes_done(), source_.bytes_done());
    }

private:
    const ImportOptions& options_;
    const HashedSource& source_;
    std::uint64_t next_ = progress_step;
};

Result<Binding> bind_header(CsvReader& reader, const Mapping& mapping) {
    for (std::size_t i = 0; i < mapping.skip_lines; ++i)
        if (!TRY(reader.skip_line())) break;
    const bool found = TRY(reader.next());
    if (!found)
        return refuse("import.no-header", "has no line with names of columns", reader.place());
    reader.expect_fields(reader.fields().size());
    return Binding::bind(mapping, reader);
}

/// Reads all rows into `writer`; the report says what was left out.
Result<ImportReport> read_rows(HashedSource& source, const std::string& name,
                               const Mapping& mapping, const ImportOptions& options,
                               VintageWriter& writer) {
    CsvReader reader(source, mapping.csv, name);
    const Binding binding = TRY(bind_header(reader, mapping));
    RowImport rows(mapping, binding, options, writer);
    ProgressTeller progress(options, source);
    for (;;) {
        const bool found = TRY(reader.next());
        if (!found) break;
        TRY(rows.read(reader));
        progress.tell();
    }
    progress.tell_end();
    ImportReport report;
    rows.report(report);
    return report;
}

}  // namespace

Result<ImportReport> import_source(ByteSource& bytes, const std::string& name,
                                   const Mapping& mapping, const ImportOptions& options) {
    TemporaryFile file(options.vintage_path);
    ImportReport report;
    HashedSource source(bytes);
    {
        VintageWriter writer(file.path(), name);
        report = TRY(read_rows(source, name, mapping, options, writer));
        report.vintage.bytes = source.bytes_done();
        report.vintage.file = source.finish();
        report.vintage.mapping = mapping.hash;
        report.vintage = TRY(writer.finish(report.vintage));
    }
    if (options.previous)
        compare(*options.previous, *Vintage::open(file.path()), report);
    else
        report.added = report.vintage.observations;
    file.publish();
    return report;
}

Result<ImportReport> import_file(const std::string& path, const Mapping& mapping,
                                 const ImportOptions& options) {
    FileSource source(path);
    return import_source(source, path, mapping, options);
}

}  // namespace comity
