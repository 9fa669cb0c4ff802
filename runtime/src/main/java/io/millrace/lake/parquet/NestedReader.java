package io.millrace.lake.parquet;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Column;
import io.millrace.batch.MapColumn;
import io.millrace.batch.NullColumns;
import io.millrace.batch.Nulls;
import io.millrace.batch.RowColumn;
import io.millrace.type.Projection;
import io.millrace.type.Type;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.RowGroup;

/**
 * Reads a nested column: the levels of every leaf below it, and from them the shape of arrays, maps
 * and rows (the 'record assembly' of the Dremel paper, column by column instead of record by
 * record).
 */
final class NestedReader implements ColumnReader {
  private final FileChannel channel;
  private final PageMemory.Lease memory;
  private final List<LeafLevels> leaves = new ArrayList<>();
  private final Part root;

  /**
   * @param needed of the column: fields of rows that are not are null, and not read
   */
  NestedReader(
      SchemaNode node,
      ParquetColumn wanted,
      Projection needed,
      FileChannel channel,
      PageMemory.Lease memory) {
    this.channel = channel;
    this.memory = memory;
    root = plan(node, wanted, needed, 0, 0);
  }

  @Override
  public double work(RowGroup group) {
    return leaves.stream().mapToDouble(leaf -> leaf.work(group)).sum();
  }

  @Override
  public void startRowGroup(RowGroup group) throws IOException {
    for (LeafLevels leaf : leaves) {
      leaf.startRowGroup(group);
    }
  }

  @Override
  public int preferredRows(int limit, Codec codec) {
    return limit;
  }

  @Override
  public Column read(int rows, Codec codec) throws IOException {
    for (LeafLevels leaf : leaves) {
      leaf.read(rows, codec);
    }
    return root.assemble();
  }

  /**
   * @param slotRepetition a place is a slot of the node if its repetition level is at most this
   * @param slotDefinition and its definition level at least this
   */
  private Part plan(
      SchemaNode node,
      ParquetColumn wanted,
      Projection needed,
      int slotRepetition,
      int slotDefinition) {
    if (node.isRepeated() && slotRepetition < node.repetition) {
      // A repeated field outside LIST or MAP: a list of what it holds, never null.
      if (!(wanted.type() instanceof Type.ArrayType)) {
        throw Decoders.mismatch(node, wanted.type());
      }
      Part element =
          plan(
              node, wanted.children().get(0), Projection.whole(), node.repetition, node.definition);
      return new Repeated(
          element.shape(), slotRepetition, slotDefinition, 0, node.definition, element, null);
    }
    return planSingle(node, wanted, needed, slotRepetition, slotDefinition);
  }

  private Part planSingle(
      SchemaNode node,
      ParquetColumn wanted,
      Projection needed,
      int slotRepetition,
      int slotDefinition) {
    Type type = wanted.type();
    if (node.isLeaf()) {
      LeafLevels leaf =
          new LeafLevels(node, slotDefinition, Decoders.of(node, type), channel, memory.take());
      leaves.add(leaf);
      return new Leaf(leaf);
    }
    if (type instanceof Type.ArrayType && node.isList()) {
      SchemaNode repeated = node.children.get(0);
      SchemaNode inner = node.elementIsRepeated() ? repeated : repeated.children.get(0);
      Part element =
          plan(
              inner,
              wanted.children().get(0),
              Projection.whole(),
              repeated.repetition,
              repeated.definition);
      return new Repeated(
          element.shape(),
          slotRepetition,
          slotDefinition,
          node.definition,
          repeated.definition,
          element,
          null);
    }
    if (type instanceof Type.MapType && node.isMap()) {
      SchemaNode entry = node.children.get(0);
      Part key =
          plan(
              entry.children.get(0),
              wanted.children().get(0),
              Projection.whole(),
              entry.repetition,
              entry.definition);
      Part value =
          plan(
              entry.children.get(1),
              wanted.children().get(1),
              Projection.whole(),
              entry.repetition,
              entry.definition);
      return new Repeated(
          key.shape(),
          slotRepetition,
          slotDefinition,
          node.definition,
          entry.definition,
          key,
          value);
    }
    if (!(type instanceof Type.StructType) || node.isList() || node.isMap()) {
      throw Decoders.mismatch(node, type);
    }
    List<Part> fields = new ArrayList<>();
    LeafLevels shape = null;
    for (int i = 0; i < wanted.children().size(); i++) {
      ParquetColumn field = wanted.children().get(i);
      SchemaNode child = needed.needs(i) ? node.find(field) : null;
      Part part =
          child == null ? null : plan(child, field, needed.of(i), slotRepetition, slotDefinition);
      fields.add(part);
      if (shape == null && part != null) {
        shape = part.shape();
      }
    }
    if (shape == null) {
      shape = new LeafLevels(firstLeaf(node), slotDefinition, null, channel, memory.take());
      leaves.add(shape);
    }
    return new Row(
        shape, slotRepetition, slotDefinition, node.definition, fields, wanted.children());
  }

  private static SchemaNode firstLeaf(SchemaNode node) {
    SchemaNode at = node;
    while (!at.isLeaf()) {
      at = at.children.get(0);
    }
    return at;
  }

  /** A nested column, or a part of one, to be put together from levels. */
  private sealed interface Part {
    /** Returns a leaf below, whose levels tell this part's shape. */
    LeafLevels shape();

    Column assemble();
  }

  private record Leaf(LeafLevels shape) implements Part {
    @Override
    public Column assemble() {
      return shape.column;
    }
  }

  /**
   * @param fields a null stands for a field that the file does not have, or nobody needs
   */
  private record Row(
      LeafLevels shape,
      int slotRepetition,
      int slotDefinition,
      int definition,
      List<Part> fields,
      List<ParquetColumn> wanted)
      implements Part {
    @Override
    public Column assemble() {
      long[] nulls = null;
      int slots = 0;
      for (int i = 0; i < shape.count; i++) {
        if (shape.repetitions[i] <= slotRepetition && shape.definitions[i] >= slotDefinition) {
          if (shape.definitions[i] < definition) {
            if (nulls == null) {
              nulls = Nulls.allocate(shape.count);
            }
            Nulls.set(nulls, slots);
          }
          slots++;
        }
      }
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        columns.add(
            fields.get(i) == null
                ? NullColumns.of(wanted.get(i).type(), slots)
                : fields.get(i).assemble());
      }
      return new RowColumn(columns, nulls, slots);
    }
  }

  /**
   * @param definition the level from which on the array or map itself is there
   * @param elementDefinition the level from which on there is an element
   * @param second the values of a map, whose keys are the first; null for an array
   */
  private record Repeated(
      LeafLevels shape,
      int slotRepetition,
      int slotDefinition,
      int definition,
      int elementDefinition,
      Part first,
      Part second)
      implements Part {
    @Override
    public Column assemble() {
      int[] starts = new int[shape.count];
      int[] lengths = new int[shape.count];
      long[] nulls = null;
      int slots = 0;
      int elements = 0;
      for (int i = 0; i < shape.count; i++) {
        int level = shape.definitions[i];
        if (level < slotDefinition) {
          continue;
        }
        if (shape.repetitions[i] <= slotRepetition) {
          starts[slots] = elements;
          if (level < definition) {
            if (nulls == null) {
              nulls = Nulls.allocate(shape.count);
            }
            Nulls.set(nulls, slots);
          }
          slots++;
        }
        if (shape.repetitions[i] <= slotRepetition + 1 && level >= elementDefinition) {
          lengths[slots - 1]++;
          elements++;
        }
      }
      return second == null
          ? new ArrayColumn(first.assemble(), starts, lengths, nulls, slots)
          : new MapColumn(first.assemble(), second.assemble(), starts, lengths, nulls, slots);
    }
  }
}
