package io.millrace.bench.peers.flink;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Flink's connector {@code ordered-files}: as its own {@code filesystem}, but files are read in the
 * order of their names, so that event time advances as it does for every system.
 */
public final class OrderedFilesFactory implements DynamicTableSourceFactory {
  private static final ConfigOption<String> PATH =
      ConfigOptions.key("path").stringType().noDefaultValue();

  /** Made for {@link java.util.ServiceLoader}. */
  public OrderedFilesFactory() {}

  @Override
  public String factoryIdentifier() {
    return "ordered-files";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(PATH, FactoryUtil.FORMAT);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    DecodingFormat<BulkFormat<RowData, FileSourceSplit>> format =
        helper.discoverDecodingFormat(BulkReaderFormatFactory.class, FactoryUtil.FORMAT);
    // The options of the format are its own to look after.
    helper.validateExcept(helper.getOptions().get(FactoryUtil.FORMAT) + ".");
    return new OrderedFilesSource(
        helper.getOptions().get(PATH), format, context.getPhysicalRowDataType());
  }
}
