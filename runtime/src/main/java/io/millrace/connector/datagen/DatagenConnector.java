package io.millrace.connector.datagen;

import io.millrace.connector.Connector;
import io.millrace.connector.Source;
import io.millrace.connector.SourceRequest;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up rows: {@code WITH ('connector' = 'datagen', 'number-of-rows' = '1000')}.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><td>rows-per-second</td><td>default 10; the first second's worth is there at once</td></tr>
 * <tr><td>number-of-rows</td><td>ends after so many; then as fast as can be, unless the rate is given
 *     too</td></tr>
 * <tr><td>seed</td><td>default 0; other seeds make other rows</td></tr>
 * <tr><td>fields.NAME.kind</td><td>random (default) or sequence (default for timestamps)</td></tr>
 * <tr><td>fields.NAME.min, .max</td><td>random: the bounds, both inclusive; by default those of the
 *     type for whole numbers and decimals, 0 and 1 for REAL and DOUBLE, 2020-01-01 and 2029-12-31
 *     for dates and timestamps</td></tr>
 * <tr><td>fields.NAME.length</td><td>random texts and bytes: default 16 characters (hexadecimal
 *     digits), or bytes</td></tr>
 * <tr><td>fields.NAME.start, .step, .end</td><td>sequence: default 0 and 1; the rows end after the
 *     end. A timestamp begins at 2024-01-01 00:00:00 and moves on, by default, by what the rate
 *     says a row takes</td></tr>
 * <tr><td>fields.NAME.null-rate</td><td>0 (default) to 1: how many are NULL</td></tr>
 * </table>
 *
 * <p>The value of a row depends on the seed, its column's name and options and the row's number,
 * from 0; so a reader that goes on from an offset gives the same rows.
 */
public final class DatagenConnector implements Connector {

  @Override
  public String name() {
    return "datagen";
  }

  @Override
  public Source openSource(SourceRequest request) {
    request.options().find("connector");
    for (int i = 0; i < request.columns().size(); i++) {
      if (request.metadata().get(i) != null) {
        throw new MillraceException(
            ErrorCode.INVALID_DEFINITION,
            "metadata '"
                + request.metadata().get(i)
                + "' of column '"
                + request.columns().field(i).name()
                + "' is not known to connector 'datagen', which has none");
      }
    }
    boolean isLimited = request.options().find("number-of-rows").isPresent();
    boolean isRated = request.options().find("rows-per-second").isPresent();
    long rate = request.options().integer("rows-per-second", 10, 1, 1_000_000_000);
    long rows = request.options().integer("number-of-rows", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    long seed = request.options().integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE);
    List<ColumnGenerator> generators = new ArrayList<>();
    for (Field field : request.columns().fields()) {
      GeneratorOptions options = new GeneratorOptions(field, request.options(), seed, rate);
      generators.add(options.generator());
      rows = Math.min(rows, options.rows());
    }
    return new DatagenSource(
        generators, rows, isLimited && !isRated ? Long.MAX_VALUE : rate, System::nanoTime);
  }
}
