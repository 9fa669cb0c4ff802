package io.millrace.lake.delta;

import io.delta.kernel.defaults.engine.DefaultExpressionHandler;
import io.delta.kernel.defaults.engine.DefaultFileSystemClient;
import io.delta.kernel.defaults.engine.DefaultJsonHandler;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.ExpressionHandler;
import io.delta.kernel.engine.FileSystemClient;
import io.delta.kernel.engine.JsonHandler;
import io.delta.kernel.engine.ParquetHandler;

/** What Kernel works with: local files and our own Parquet, so that no Hadoop class is loaded. */
final class LocalEngine implements Engine {
  private final ExpressionHandler expressions = new DefaultExpressionHandler();
  private final JsonHandler json;
  private final FileSystemClient files;
  private final ParquetHandler parquet;

  LocalEngine(LocalFileIO io, boolean durable) {
    json = new DefaultJsonHandler(io);
    files = new DefaultFileSystemClient(io);
    parquet = new ColumnarParquetHandler(io, durable);
  }

  @Override
  public ExpressionHandler getExpressionHandler() {
    return expressions;
  }

  @Override
  public JsonHandler getJsonHandler() {
    return json;
  }

  @Override
  public FileSystemClient getFileSystemClient() {
    return files;
  }

  @Override
  public ParquetHandler getParquetHandler() {
    return parquet;
  }
}
