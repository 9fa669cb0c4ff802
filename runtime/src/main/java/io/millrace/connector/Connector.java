package io.millrace.connector;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.RowType;

/** A kind of system that rows come from or go to; named in {@code WITH ('connector' = '…')}. */
public interface Connector {

  /** Returns the name users write, in lower case. */
  String name();

  /**
   * Opens a source.
   *
   * @throws MillraceException INVALID_OPTION for an option that is unknown, missing or wrong
   */
  default Source openSource(SourceRequest request) {
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "connector '" + name() + "' cannot be read from; use it in CREATE SINK");
  }

  /** Infers the columns from the data there is, for a definition that declares none. */
  default RowType inferSchema(Options options) {
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "connector '" + name() + "' cannot infer a schema; declare the columns");
  }

  /** Opens a sink for changes of this type. */
  default Sink openSink(RowType type, Options options) {
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "connector '" + name() + "' cannot be written to; use it in CREATE STREAM or CREATE TABLE");
  }
}
