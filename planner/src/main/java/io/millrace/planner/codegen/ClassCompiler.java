package io.millrace.planner.codegen;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Source to class, through Janino; equal sources are compiled once. */
final class ClassCompiler {
  private static final int MOST_CLASSES = 2_000;

  private static final Map<String, Constructor<?>> CLASSES =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Constructor<?>> eldest) {
          return size() > MOST_CLASSES;
        }
      };

  private ClassCompiler() {}

  /** Returns the constructor, which takes the constants, of the class that a source defines. */
  static Constructor<?> compile(String source) {
    synchronized (CLASSES) {
      Constructor<?> known = CLASSES.get(source);
      if (known != null) {
        return known;
      }
    }
    Constructor<?> compiled = compileNew(source);
    synchronized (CLASSES) {
      CLASSES.putIfAbsent(source, compiled);
      return CLASSES.get(source);
    }
  }

  private static Constructor<?> compileNew(String source) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(ClassCompiler.class.getClassLoader());
      // Lines tell where in the user's text an error happened.
      compiler.setDebuggingInformation(false, true, false);
      compiler.cook(source);
      return compiler
          .getClassLoader()
          .loadClass(TransformSource.CLASS_NAME)
          .getConstructor(Object[].class);
    } catch (CompileException | ReflectiveOperationException e) {
      throw new IllegalStateException("generated code does not compile:\n" + source, e);
    }
  }

  /** Makes an instance. */
  static Object instantiate(Constructor<?> constructor, Object[] constants) {
    try {
      return constructor.newInstance((Object) constants);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
