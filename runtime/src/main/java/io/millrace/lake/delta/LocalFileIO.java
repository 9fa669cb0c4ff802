package io.millrace.lake.delta;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Files of the local file system, without Hadoop. A file comes into being whole or not at all: it
 * is written under a temporary name (with a dot, so that no reader lists it) and then linked to its
 * own, which fails if that is taken.
 */
final class LocalFileIO implements FileIO {
  private final boolean durable;

  /**
   * @param durable whether a file and its name are forced to the disk before it is said to be there
   */
  LocalFileIO(boolean durable) {
    this.durable = durable;
  }

  static Path path(String text) {
    return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String filePath) throws IOException {
    Path first = path(filePath);
    String from = first.getFileName().toString();
    List<String> names = new ArrayList<>();
    Path folder = first.getParent();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.compareTo(from) >= 0 && !name.startsWith(".")) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(folder.toString());
    }
    names.sort(null);
    List<FileStatus> found = new ArrayList<>(names.size());
    for (String name : names) {
      found.add(getFileStatus(folder.resolve(name).toString()));
    }
    return Utils.toCloseableIterator(found.iterator());
  }

  @Override
  public FileStatus getFileStatus(String text) throws IOException {
    Path path = path(text);
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return FileStatus.of(
          path.toString(), attributes.size(), attributes.lastModifiedTime().toMillis());
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(path.toString());
    }
  }

  @Override
  public String resolvePath(String text) {
    return path(text).toAbsolutePath().normalize().toString();
  }

  @Override
  public boolean mkdirs(String text) throws IOException {
    Files.createDirectories(path(text));
    return true;
  }

  @Override
  public InputFile newInputFile(String text, long fileSize) {
    return new LocalInput(path(text));
  }

  @Override
  public OutputFile newOutputFile(String text) {
    return new LocalOutput(path(text));
  }

  @Override
  public boolean delete(String text) throws IOException {
    return Files.deleteIfExists(path(text));
  }

  @Override
  public Optional<String> getConf(String key) {
    return Optional.empty();
  }

  @Override
  public void copyFileAtomically(String source, String target, boolean overwrite)
      throws IOException {
    putAtomically(path(target), Files.readAllBytes(path(source)), overwrite);
  }

  /**
   * Makes a file of these bytes, whole or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there and is not to be replaced
   */
  void putAtomically(Path target, byte[] content, boolean overwrite) throws IOException {
    // A checksum file that is lost or torn is made again; everything else must last.
    boolean forced = durable && !target.toString().endsWith(".crc");
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      write(temporary, content, forced);
      if (overwrite) {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        link(temporary, target, content, forced);
      }
      if (forced) {
        forceFolder(target.getParent());
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void link(Path temporary, Path target, byte[] content, boolean forced)
      throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (UnsupportedOperationException e) {
      // A file system without hard links: the name is still taken by one writer only.
      write(target, content, forced);
    }
  }

  private static void write(Path path, byte[] content, boolean forced) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (forced) {
        channel.force(true);
      }
    }
  }

  /** Forces the names in a folder to the disk, where the system can. */
  static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system opens folders; those that do not keep names with their files.
      return;
    }
  }

  private record LocalInput(Path file) implements InputFile {
    @Override
    public long length() throws IOException {
      return Files.size(file);
    }

    @Override
    public String path() {
      return file.toString();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      try {
        return new BytesInput(Files.readAllBytes(file));
      } catch (NoSuchFileException e) {
        throw new FileNotFoundException(file.toString());
      }
    }
  }

  /** Log files are small and read from start to end: they are read at once. */
  private static final class BytesInput extends SeekableInputStream {
    private final byte[] data;
    private int position;

    BytesInput(byte[] data) {
      this.data = data;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long newPosition) {
      position = (int) newPosition;
    }

    @Override
    public int read() {
      return position < data.length ? data[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position >= data.length) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, data.length - position);
      System.arraycopy(data, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public void readFully(byte[] target, int offset, int length) throws IOException {
      if (length > data.length - position) {
        throw new EOFException("the file is too short");
      }
      new ByteArrayInputStream(data, position, length).read(target, offset, length);
      position += length;
    }
  }

  private final class LocalOutput implements OutputFile {
    private final Path file;

    LocalOutput(Path file) {
      this.file = file;
    }

    @Override
    public String path() {
      return file.toString();
    }

    @Override
    public PositionOutputStream create(boolean atomicWrite) {
      return new BytesOutput(file);
    }

    @Override
    public void writeAtomically(CloseableIterator<String> lines, boolean overwrite)
        throws IOException {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      while (lines.hasNext()) {
        content.write(lines.next().getBytes(StandardCharsets.UTF_8));
        content.write('\n');
      }
      putAtomically(file, content.toByteArray(), overwrite);
    }
  }

  private final class BytesOutput extends PositionOutputStream {
    private final Path file;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    BytesOutput(Path file) {
      this.file = file;
    }

    @Override
    public long getPos() {
      return content.size();
    }

    @Override
    public void write(int value) {
      content.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      content.write(source, offset, length);
    }

    @Override
    public void close() throws IOException {
      putAtomically(file, content.toByteArray(), true);
    }
  }
}
