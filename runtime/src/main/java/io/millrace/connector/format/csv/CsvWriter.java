package io.millrace.connector.format.csv;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.ValueText;
import io.millrace.connector.format.RecordWriter;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;

/** Writes CSV that {@link CsvDecoder} reads back: the same values, NULL apart from empty text. */
public final class CsvWriter implements RecordWriter {
  private final RowType type;
  private final CsvDialect dialect;

  /**
   * @throws MillraceException FEATURE_NOT_SUPPORTED for a column of nested values
   */
  public CsvWriter(RowType type, CsvDialect dialect) {
    this.type = type;
    this.dialect = dialect;
    for (Field field : type.fields()) {
      switch (field.type().storage()) {
        case ARRAY, MAP, ROW ->
            throw new MillraceException(
                ErrorCode.FEATURE_NOT_SUPPORTED,
                "column '"
                    + field.name()
                    + "' is "
                    + field.type().sql()
                    + ", which CSV cannot hold; choose another format");
        default -> {}
      }
    }
  }

  @Override
  public void begin(StringBuilder text) {
    if (dialect.hasHeader()) {
      for (int i = 0; i < type.size(); i++) {
        separate(i, text);
        field(type.field(i).name(), text);
      }
      text.append('\n');
    }
  }

  @Override
  public void append(Batch batch, StringBuilder text) {
    for (int row = 0; row < batch.size(); row++) {
      for (long n = batch.weight(row); n > 0; n--) {
        for (int i = 0; i < type.size(); i++) {
          separate(i, text);
          value(batch, i, row, text);
        }
        text.append('\n');
      }
    }
  }

  private void separate(int column, StringBuilder text) {
    if (column > 0) {
      text.append((char) dialect.delimiter());
    }
  }

  private void value(Batch batch, int column, int row, StringBuilder text) {
    if (batch.column(column).isNull(row)) {
      text.append(dialect.nullText());
      return;
    }
    Type of = type.type(column);
    String value =
        batch.column(column) instanceof BytesColumn bytes && of instanceof Type.TextType
            ? bytes.text(row)
            : ValueText.of(of, batch.column(column), row);
    field(value, text);
  }

  private void field(String value, StringBuilder text) {
    char quote = (char) dialect.quote();
    boolean quoted =
        value.isEmpty()
            || value.equals(dialect.nullText())
            || value.strip().length() < value.length()
            || value
                .chars()
                .anyMatch(c -> c == dialect.delimiter() || c == quote || c == '\n' || c == '\r');
    if (!quoted) {
      text.append(value);
      return;
    }
    text.append(quote);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == quote) {
        text.append(quote);
      }
      text.append(c);
    }
    text.append(quote);
  }
}
