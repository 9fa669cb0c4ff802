package io.millrace.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;

/** A place in the schema of a file being read: its element, its children and its levels. */
final class SchemaNode {
  final SchemaElement element;
  final List<SchemaNode> children = new ArrayList<>();

  /** The definition level at which this node itself is there. */
  final int definition;

  /** How many of the nodes from the root to this one, itself included, are repeated. */
  final int repetition;

  /** The place among the leaves, or -1. */
  int leaf = -1;

  private SchemaNode(SchemaElement element, int definition, int repetition) {
    this.element = element;
    this.definition = definition;
    this.repetition = repetition;
  }

  /** Returns the root of the schema that these elements list depth first. */
  static SchemaNode parse(List<SchemaElement> elements) {
    int[] next = {0};
    int[] leaves = {0};
    SchemaNode root = parse(elements, next, leaves, null, 0);
    if (next[0] != elements.size()) {
      throw new IllegalArgumentException("the schema has elements outside its root");
    }
    return root;
  }

  private static SchemaNode parse(
      List<SchemaElement> elements, int[] next, int[] leaves, SchemaNode parent, int depth) {
    if (next[0] >= elements.size() || depth > 200) {
      throw new IllegalArgumentException("the schema ends early");
    }
    SchemaElement element = elements.get(next[0]++);
    int definition = 0;
    int repetition = 0;
    if (parent != null) {
      FieldRepetitionType kind = element.getRepetition_type();
      definition = parent.definition + (kind == FieldRepetitionType.REQUIRED ? 0 : 1);
      repetition = parent.repetition + (kind == FieldRepetitionType.REPEATED ? 1 : 0);
    }
    SchemaNode node = new SchemaNode(element, definition, repetition);
    if (element.isSetNum_children() && (element.getNum_children() > 0 || parent == null)) {
      for (int i = 0; i < element.getNum_children(); i++) {
        node.children.add(parse(elements, next, leaves, node, depth + 1));
      }
    } else if (element.isSetType()) {
      node.leaf = leaves[0]++;
    }
    return node;
  }

  String name() {
    return element.getName();
  }

  boolean isLeaf() {
    return element.isSetType() && children.isEmpty();
  }

  boolean isOptional() {
    return element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
  }

  boolean isRepeated() {
    return element.getRepetition_type() == FieldRepetitionType.REPEATED;
  }

  /** Returns whether it is a group that stands for an array. */
  boolean isList() {
    LogicalType logical = element.getLogicalType();
    return !isLeaf()
        && children.size() == 1
        && children.get(0).isRepeated()
        && ((logical != null && logical.isSetLIST())
            || element.getConverted_type() == ConvertedType.LIST);
  }

  /** Returns whether it is a group that stands for a map. */
  boolean isMap() {
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    return !isLeaf()
        && children.size() == 1
        && children.get(0).isRepeated()
        && children.get(0).children.size() == 2
        && ((logical != null && logical.isSetMAP())
            || converted == ConvertedType.MAP
            || converted == ConvertedType.MAP_KEY_VALUE);
  }

  /**
   * Returns whether the repeated child of a list is the element itself, as old writers had it, and
   * not a group around the element (format specification, 'Backward-compatibility rules' of lists).
   */
  boolean elementIsRepeated() {
    SchemaNode repeated = children.get(0);
    return repeated.isLeaf()
        || repeated.children.size() != 1
        || repeated.isList()
        || repeated.name().equals("array")
        || repeated.name().equals(name() + "_tuple");
  }

  /** Returns the child of this id, else of this name (case aside if need be), or null. */
  SchemaNode find(ParquetColumn wanted) {
    if (wanted.fieldId() != ParquetColumn.NO_ID) {
      for (SchemaNode child : children) {
        if (child.element.isSetField_id() && child.element.getField_id() == wanted.fieldId()) {
          return child;
        }
      }
    }
    SchemaNode found = null;
    for (SchemaNode child : children) {
      if (child.name().equals(wanted.name())) {
        return child;
      }
      if (found == null && child.name().equalsIgnoreCase(wanted.name())) {
        found = child;
      }
    }
    return found;
  }
}
