package io.millrace.connector.files;

import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Source;
import io.millrace.connector.SourceRequest;
import io.millrace.type.RowType;
import java.time.Clock;

/**
 * Reads files: {@code WITH ('connector' = 'files', 'path' = 'landing/*.json')}.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><td>path</td><td>a file; a folder, with the folders below it; or a glob: {@code *}, {@code ?},
 *     {@code [a-z]}, {@code {a,b}}, {@code **} for any folders. Relative to the database's working
 *     directory. Names that begin with a dot or an underscore, or end with .tmp or .part, are not
 *     read unless the glob names them.</td></tr>
 * <tr><td>format</td><td>json (objects one after the other, one a line or not, or one array of
 *     them), csv, parquet; by default what the suffixes say (.json, .jsonl, .ndjson, .csv, .tsv,
 *     .parquet), also under .gz and .zst. Files that end so are decompressed.</td></tr>
 * <tr><td>watch</td><td>true: go on when files come or grow (default for folders and globs); false:
 *     read what is there, then end (default for one file)</td></tr>
 * <tr><td>order</td><td>name (by path; default), or time (by modification, then path)</td></tr>
 * <tr><td>malformed</td><td>count (default): a record that is no row is reported and passed over;
 *     fail: it stops the feed</td></tr>
 * <tr><td>settle.time</td><td>how long a watched CSV or JSON file must have been left alone before
 *     its last line is taken for whole though no line end follows (default 10 s); should it go on after
 *     all, the rest is a malformed record</td></tr>
 * <tr><td>header, delimiter, quote, null</td><td>CSV: whether the first line has names (default
 *     true); the characters (default {@code ,} and {@code "}); the text that is NULL (default
 *     empty)</td></tr>
 * <tr><td>missing.columns</td><td>CSV, Parquet: whether columns that a file lacks are an error (fail,
 *     default) or NULL (null); in JSON they are always NULL</td></tr>
 * <tr><td>timestamp.unit, timestamp.format, date.format</td><td>what numbers mean that stand for
 *     timestamps (s, ms, us); patterns where texts are not ISO 8601</td></tr>
 * </table>
 *
 * <p><b>Order.</b> Files that are there when a reader looks are read one after the other in the
 * order asked for. A file that comes later is read after those, wherever its name or time would
 * have put it: what has been read stays read, and nothing is passed over. Rows appended to a file
 * are read when its turn comes again.
 *
 * <p><b>Files that are being written.</b> JSON and CSV are read up to the last whole record, and
 * further when there is more. A compressed or Parquet file that ends too early is waited for while
 * watching, and an error otherwise. A file that shrinks is an error. A file that is gone after it
 * was read is fine.
 */
public final class FilesConnector implements Connector {

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Source openSource(SourceRequest request) {
    FilesOptions options = FilesOptions.of(request.options());
    if (options.format() == FileFormat.PARQUET) {
      ParquetRehearsal.begin();
    }
    return new FilesSource(options, new RequestedColumns(request, options), Clock.systemUTC());
  }

  @Override
  public RowType inferSchema(Options options) {
    return SchemaSampler.infer(FilesOptions.of(options));
  }
}
