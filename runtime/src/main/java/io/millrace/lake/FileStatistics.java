package io.millrace.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.lake.parquet.LeafStatistics;
import io.millrace.lake.parquet.WrittenFile;
import io.millrace.type.Type;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A data file's statistics as the log keeps them (Delta protocol specification, 'Per-file
 * Statistics').
 */
final class FileStatistics {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_LEAVES = 32;
  private static final int TEXT_CHARACTERS = 32;
  private static final long MICROS_OF_YEAR_0 = -62_167_219_200_000_000L;
  private static final long MICROS_OF_YEAR_10000 = 253_402_300_800_000_000L;
  private static final Pattern TIGHT = Pattern.compile("\"tightBounds\"\\s*:\\s*true");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private FileStatistics() {}

  /** Returns the statistics of a new file. */
  static String of(WrittenFile file) {
    List<LeafStatistics> leaves =
        file.leaves().stream().filter(leaf -> !leaf.repeated()).limit(MOST_LEAVES).toList();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("numRecords", file.rows());
      write(json, "minValues", leaves, leaf -> bound(leaf, leaf.min(), false));
      write(json, "maxValues", leaves, leaf -> bound(leaf, leaf.max(), true));
      write(json, "nullCount", leaves, LeafStatistics::nulls);
      json.writeBooleanField("tightBounds", true);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** Returns the statistics of a file some of whose rows are deleted. */
  static String loose(String statistics, long rows) {
    if (statistics == null || !statistics.contains("\"numRecords\"")) {
      return "{\"numRecords\":" + rows + ",\"tightBounds\":false}";
    }
    if (!statistics.contains("\"tightBounds\"")) {
      int end = statistics.lastIndexOf('}');
      return statistics.substring(0, end) + ",\"tightBounds\":false}";
    }
    return TIGHT.matcher(statistics).replaceFirst("\"tightBounds\":false");
  }

  /** Writes a value for each leaf that has one, rows within rows as objects within objects. */
  private static void write(
      JsonGenerator json, String name, List<LeafStatistics> leaves, ValueOf valueOf)
      throws IOException {
    json.writeObjectFieldStart(name);
    List<String> open = new ArrayList<>();
    for (LeafStatistics leaf : leaves) {
      Object value = valueOf.of(leaf);
      if (value == null) {
        continue;
      }
      List<String> parents = leaf.path().subList(0, leaf.path().size() - 1);
      int common = 0;
      while (common < Math.min(open.size(), parents.size())
          && open.get(common).equals(parents.get(common))) {
        common++;
      }
      while (open.size() > common) {
        json.writeEndObject();
        open.remove(open.size() - 1);
      }
      while (open.size() < parents.size()) {
        open.add(parents.get(open.size()));
        json.writeObjectFieldStart(open.get(open.size() - 1));
      }
      json.writeFieldName(leaf.path().get(leaf.path().size() - 1));
      if (value instanceof Long number) {
        json.writeNumber(number);
      } else if (value instanceof Double number) {
        json.writeNumber(number);
      } else if (value instanceof BigDecimal number) {
        json.writeRawValue(number.toPlainString());
      } else {
        json.writeString((String) value);
      }
    }
    for (int i = 0; i < open.size(); i++) {
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private interface ValueOf {
    Object of(LeafStatistics leaf);
  }

  /** Returns a bound as JSON has it, or null where it has none. */
  private static Object bound(LeafStatistics leaf, Object bound, boolean isMax) {
    Type type = leaf.column().type();
    if (bound instanceof Long number) {
      return number(type, number, isMax);
    } else if (bound instanceof Double number) {
      return Double.isFinite(number) ? number : null;
    } else if (bound instanceof BigInteger unscaled) {
      return new BigDecimal(unscaled, ((Type.DecimalType) type).scale());
    } else if (bound instanceof byte[] bytes && !(type instanceof Type.BinaryType)) {
      return text(new String(bytes, StandardCharsets.UTF_8), isMax);
    }
    return null;
  }

  private static Object number(Type type, long value, boolean isMax) {
    if (type instanceof Type.DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale());
    } else if (type instanceof Type.DateType) {
      LocalDate date = LocalDate.ofEpochDay(value);
      return date.getYear() < 0 || date.getYear() > 9999 ? null : date.toString();
    } else if (type instanceof Type.TimestampType timestamp) {
      if (value < MICROS_OF_YEAR_0 || value >= MICROS_OF_YEAR_10000 - 1000) {
        return null;
      }
      // Only milliseconds are kept: the bound must still be one.
      long millis = Math.floorDiv(isMax ? value + 999 : value, 1000);
      String text =
          MILLIS.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
      return timestamp.zoned() ? text + "Z" : text;
    }
    return value;
  }

  private static String text(String value, boolean isMax) {
    if (value.codePointCount(0, value.length()) <= TEXT_CHARACTERS) {
      return value;
    }
    String cut = value.substring(0, value.offsetByCodePoints(0, TEXT_CHARACTERS));
    // What is cut off is not larger than the last character there is.
    return isMax ? cut + new String(Character.toChars(Character.MAX_CODE_POINT)) : cut;
  }
}
