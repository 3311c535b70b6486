package org.spfsuite.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system wants. There is no other way to hear of it than a class that compilers
 * warn of, so it is looked up when it is needed.
 */
final class Signals implements AutoCloseable {

  private final Deque<Handler> before = new ArrayDeque<>();

  /** What was done when a signal came. */
  private record Handler(Method setter, Object signal, Object handler) {

    void set() throws ReflectiveOperationException {
      setter.invoke(null, signal, handler);
    }
  }

  /**
   * Does something whenever a signal comes.
   *
   * @param name without SIG
   * @return false if there are none of that name here
   */
  boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, calling(action));
      Object number = signal.getConstructor(String.class).newInstance(name);
      Method setter = signal.getMethod("handle", signal, handler);
      before.push(new Handler(setter, number, setter.invoke(null, number, proxy)));
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static InvocationHandler calling(Runnable action) {
    return (proxy, method, arguments) -> {
      if (method.getName().equals("handle")) {
        action.run();
        return null;
      }
      return switch (method.getName()) {
        case "hashCode" -> System.identityHashCode(proxy);
        case "equals" -> arguments != null && proxy == arguments[0];
        default -> "a signal handler";
      };
    };
  }

  /** Signals do again what they did before. */
  @Override
  public void close() {
    for (@Nullable Handler last = before.poll(); last != null; last = before.poll()) {
      try {
        last.set();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e); // it has worked before
      }
    }
  }
}
