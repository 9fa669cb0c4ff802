package io.millrace.planner.sql.algebra;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.DelegatingMetadataRel;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * What is known of algebra (unique columns, conditions that hold), by plain calls: generating
 * classes for it would cost the first query too much.
 *
 * <p>Questions about a place in a plan that rules work on are asked of the node that stands there,
 * and answers are kept as long as the plan does not change.
 */
final class Metadata extends RelMetadataQuery {
  private static final Object UNKNOWN = new Object();

  private final Map<List<Object>, Object> answers = new HashMap<>();

  Metadata() {
    super(Handlers.INSTANCE);
  }

  /** Handlers by their interface; they hold no state. */
  private enum Handlers implements MetadataHandlerProvider {
    INSTANCE;

    private final transient MetadataHandlerProvider plain =
        new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE);
    private final transient Map<Class<?>, Object> handlers = new ConcurrentHashMap<>();

    @Override
    public <T extends MetadataHandler<?>> T handler(Class<T> type) {
      return type.cast(handlers.computeIfAbsent(type, ignored -> remembering(type)));
    }

    private MetadataHandler<?> sound(Class<? extends MetadataHandler<?>> type) {
      if (type == BuiltInMetadata.Predicates.Handler.class) {
        return new HoldingConditions(plain.handler(BuiltInMetadata.Predicates.Handler.class));
      } else if (type == BuiltInMetadata.ColumnUniqueness.Handler.class) {
        return new UniqueColumns(plain.handler(BuiltInMetadata.ColumnUniqueness.Handler.class));
      } else if (type == BuiltInMetadata.MaxRowCount.Handler.class) {
        return new RowCountBounds(plain.handler(BuiltInMetadata.MaxRowCount.Handler.class));
      }
      return plain.handler(type);
    }

    private <T extends MetadataHandler<?>> Object remembering(Class<T> type) {
      T handler = type.cast(sound(type));
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            RelNode node = (RelNode) arguments[0];
            while (node instanceof DelegatingMetadataRel place) {
              node = place.getMetadataDelegateRel();
            }
            Object[] resolved = arguments.clone();
            resolved[0] = node;
            if (!(arguments[1] instanceof Metadata metadata)) {
              return method.invoke(handler, resolved);
            }
            Object[] question = resolved.clone();
            question[1] = method;
            List<Object> key = Arrays.asList(question);
            Object known = metadata.answers.get(key);
            if (known == null) {
              try {
                known = Objects.requireNonNullElse(method.invoke(handler, resolved), UNKNOWN);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              metadata.answers.put(key, known);
            }
            return known == UNKNOWN ? null : known;
          });
    }
  }
}
