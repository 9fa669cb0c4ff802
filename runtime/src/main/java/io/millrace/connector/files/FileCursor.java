package io.millrace.connector.files;

import io.millrace.batch.Column;

/** One file being read. For one thread. */
interface FileCursor extends AutoCloseable {

  /** Reads up to so many rows and returns how many; 0 where there are no more for now. */
  int read(int maxRows);

  /** Returns the columns of the rows just read. */
  Column[] take();

  /** Returns where the next row to be read stands; where there were no more, with the size seen. */
  FileProgress progress();

  /** Returns why there must be more of the file than there is, or an empty text. */
  String unfinished();

  @Override
  void close();
}
