package io.millrace.connector.files;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where files are looked for: one file, a folder with the folders below it, or a glob.
 *
 * <p>Names that begin with a dot or an underscore are passed over, as Spark and Hive do, and so are
 * those that end with {@code .tmp} or {@code .part}: others use them for what is not yet, or not,
 * to be read. A glob that names such a file takes it.
 */
final class FileLocation {
  private enum Kind {
    FILE,
    FOLDER,
    GLOB
  }

  private final Kind kind;
  private final Path root;
  private final Predicate<String> isWanted;

  private FileLocation(Kind kind, Path root, Predicate<String> isWanted) {
    this.kind = kind;
    this.root = root;
    this.isWanted = isWanted;
  }

  /**
   * Finds out what a path means.
   *
   * @throws MillraceException FILE_NOT_FOUND where there is neither a file nor a folder, nor the
   *     folder that a glob begins with
   */
  static FileLocation of(String path, Path directory) {
    if (path.isBlank()) {
      throw FileErrors.invalid("option 'path' is empty");
    }
    String local = path.startsWith("file://") ? path.substring("file://".length()) : path;
    if (local.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "'"
              + path
              + "' is not a path of this machine, which is all that connector 'files' reads");
    }
    try {
      Optional<FileLocation> literal = literal(local, directory);
      if (literal.isPresent()) {
        return literal.get();
      }
      if (Glob.isGlob(local)) {
        return glob(local.replace('\\', '/'), directory);
      }
      throw FileErrors.notFound(directory.resolve(local));
    } catch (InvalidPathException e) {
      throw FileErrors.invalid("option 'path' is '" + path + "', which is no path");
    }
  }

  private static Optional<FileLocation> literal(String path, Path directory) {
    Path resolved;
    try {
      resolved = directory.resolve(path);
    } catch (InvalidPathException e) {
      // Some systems forbid the characters of globs in names.
      return Optional.empty();
    }
    boolean isThere = Files.exists(resolved);
    if (isThere && !Files.isReadable(resolved)) {
      throw FileErrors.of(new AccessDeniedException(resolved.toString()), resolved);
    } else if (Files.isDirectory(resolved)) {
      return Optional.of(new FileLocation(Kind.FOLDER, resolved, FileLocation::isVisible));
    } else if (isThere) {
      return Optional.of(new FileLocation(Kind.FILE, resolved, name -> true));
    }
    return Optional.empty();
  }

  private static FileLocation glob(String path, Path directory) {
    int rootEnd = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (Glob.isGlob(path.substring(0, slash))) {
        break;
      }
      rootEnd = slash + 1;
    }
    Path root = directory.resolve(path.substring(0, rootEnd));
    if (!Files.isDirectory(root)) {
      throw FileErrors.notFound(root);
    }
    String glob = path.substring(rootEnd);
    Pattern pattern = Glob.compile(glob);
    boolean isHiddenWanted = glob.matches("(.*/)?[._][^/]*");
    return new FileLocation(
        Kind.GLOB,
        root,
        key -> pattern.matcher(key).matches() && (isHiddenWanted || isVisible(key)));
  }

  private static boolean isVisible(String key) {
    for (String name : key.split("/", -1)) {
      if (name.startsWith(".") || name.startsWith("_")) {
        return false;
      }
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return !lower.endsWith(".tmp") && !lower.endsWith(".part");
  }

  /** Returns whether it is one file, named without a pattern. */
  boolean isSingleFile() {
    return kind == Kind.FILE;
  }

  /** Returns the same place, of whose files only those are taken whose names suit. */
  FileLocation only(Predicate<String> suits) {
    return kind == Kind.FILE ? this : new FileLocation(kind, root, isWanted.and(suits));
  }

  Path root() {
    return root;
  }

  /** Returns the path of a file that is remembered by this key. */
  Path path(String key) {
    return kind == Kind.FILE ? root : root.resolve(key);
  }

  /**
   * Returns the files there are, in no particular order.
   *
   * @throws MillraceException FILE_NOT_FOUND where the file or the folder is gone,
   *     INSUFFICIENT_PRIVILEGE where it must not be read
   */
  List<FoundFile> list() {
    List<FoundFile> found = new ArrayList<>();
    try {
      if (kind == Kind.FILE) {
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        found.add(found(root, root.getFileName().toString(), attributes));
        return found;
      }
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Walk(found));
      return found;
    } catch (IOException e) {
      throw FileErrors.of(e, failedPath(e));
    }
  }

  private Path failedPath(IOException e) {
    return e instanceof FileSystemException failure && failure.getFile() != null
        ? Path.of(failure.getFile())
        : root;
  }

  private static FoundFile found(Path path, String key, BasicFileAttributes attributes) {
    return new FoundFile(
        path, key, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS));
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final List<FoundFile> found;

    Walk(List<FoundFile> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = folder.equals(root) ? "" : folder.getFileName().toString();
      return name.startsWith(".") || name.startsWith("_")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String key = root.relativize(file).toString().replace('\\', '/');
      if (attributes.isRegularFile() && isWanted.test(key)) {
        found.add(found(file, key, attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof FileSystemLoopException
          || (failure instanceof NoSuchFileException && !file.equals(root))) {
        // A link in a circle, or a file that went away while the folder was being read.
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
