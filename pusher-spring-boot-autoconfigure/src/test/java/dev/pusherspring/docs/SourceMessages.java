/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.pusherspring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;

/**
 * Reads from source code what users are told when something fails. What is known only at
 * run time becomes an ellipsis.
 */
final class SourceMessages {

	private static final String ELLIPSIS = "…";

	private static final Pattern PLACEHOLDER = Pattern.compile("%(?:(\\d+)\\$)?[sd]");

	private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}");

	private final List<CompilationUnitTree> units;

	private SourceMessages(List<CompilationUnitTree> units) {
		this.units = units;
	}

	static SourceMessages of(List<Path> files) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null,
					manager.getJavaFileObjectsFromPaths(files));
			List<CompilationUnitTree> units = new ArrayList<>();
			task.parse().forEach(units::add);
			return new SourceMessages(units);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the first two arguments wherever objects of a class are made.
	 * @param type simple name of the class, which takes a description and an action
	 * @return the actions by description, sorted
	 */
	TreeMap<String, String> actions(String type) {
		TreeMap<String, String> actions = new TreeMap<>();
		forEachCall(this.units, (call) -> {
			if (call.isNew(type) && call.arguments().size() > 1) {
				String description = call.template(0);
				if (WORDS.matcher(description).find()) {
					actions.put(description, call.template(1));
				}
			}
		});
		return actions;
	}

	/**
	 * Return the texts that one argument may have wherever objects of a class are made,
	 * also where the text is passed on by a method.
	 * @param type simple name of the class
	 * @param index index of the argument
	 * @return the texts, sorted
	 */
	Set<String> texts(String type, int index) {
		Set<String> texts = new TreeSet<>();
		Set<Relay> relays = new LinkedHashSet<>();
		List<Relay> open = new ArrayList<>(List.of(new Relay(null, type, -1, index, null)));
		while (!open.isEmpty()) {
			Relay relay = open.remove(open.size() - 1);
			List<CompilationUnitTree> callers = this.units.stream().filter(relay::isVisibleFrom).toList();
			forEachCall(callers, (call) -> {
				if (call.isTo(relay)) {
					Relay next = call.relay(relay.index());
					if (next != null && relays.add(next)) {
						open.add(next);
					}
					String text = call.template(relay.index());
					if (WORDS.matcher(text).find()) {
						texts.add(text);
					}
				}
			});
		}
		return texts;
	}

	private static void forEachCall(List<CompilationUnitTree> units, Consumer<Call> calls) {
		for (CompilationUnitTree unit : units) {
			new TreePathScanner<Void, Void>() {

				@Override
				public Void visitNewClass(NewClassTree node, Void nothing) {
					calls.accept(
							new Call(getCurrentPath(), simpleName(node.getIdentifier()), true, node.getArguments()));
					return super.visitNewClass(node, nothing);
				}

				@Override
				public Void visitMethodInvocation(MethodInvocationTree node, Void nothing) {
					calls.accept(
							new Call(getCurrentPath(), simpleName(node.getMethodSelect()), false, node.getArguments()));
					return super.visitMethodInvocation(node, nothing);
				}

			}.scan(unit, null);
		}
	}

	private static String simpleName(Tree tree) {
		return tree.toString().replaceAll("(?s).*\\.|<.*", "");
	}

	/**
	 * A constructor or a method that passes a text on.
	 *
	 * @param method name of the method, {@code null} for a constructor
	 * @param type simple name of its class
	 * @param arity number of its parameters, negative for any
	 * @param index index of the parameter that is the text
	 * @param scope path of the file or of the package in which it can be called,
	 * {@code null} for everywhere
	 */
	private record Relay(@Nullable String method, String type, int arity, int index, @Nullable String scope) {

		boolean isVisibleFrom(CompilationUnitTree unit) {
			return this.scope == null || unit.getSourceFile().toUri().getPath().startsWith(this.scope);
		}

	}

	private record Call(TreePath path, String name, boolean constructor, List<? extends ExpressionTree> arguments) {

		boolean isNew(String type) {
			return this.constructor && this.name.equals(type);
		}

		boolean isTo(Relay relay) {
			boolean named = (relay.method() != null) ? !this.constructor && this.name.equals(relay.method())
					: isNew(relay.type());
			return named && (relay.arity() < 0 || relay.arity() == this.arguments.size())
					&& relay.index() < this.arguments.size();
		}

		/**
		 * Return the method around, if it passes on one of its parameters.
		 * @param index index of the argument
		 * @return what passes it on, or {@code null}
		 */
		@Nullable Relay relay(int index) {
			MethodTree method = enclosing(MethodTree.class);
			if (method == null || !(this.arguments.get(index) instanceof IdentifierTree argument)) {
				return null;
			}
			List<String> parameters = method.getParameters()
				.stream()
				.map((parameter) -> parameter.getName().toString())
				.toList();
			int parameter = parameters.indexOf(argument.getName().toString());
			if (parameter < 0) {
				return null;
			}
			ClassTree type = enclosing(ClassTree.class);
			String name = method.getName().contentEquals("<init>") ? null : method.getName().toString();
			return new Relay(name, (type != null) ? type.getSimpleName().toString() : "", parameters.size(), parameter,
					scope(method));
		}

		private @Nullable String scope(MethodTree method) {
			String file = this.path.getCompilationUnit().getSourceFile().toUri().getPath();
			Set<Modifier> modifiers = method.getModifiers().getFlags();
			if (modifiers.contains(Modifier.PUBLIC)) {
				return null;
			}
			return modifiers.contains(Modifier.PRIVATE) ? file : file.substring(0, file.lastIndexOf('/') + 1);
		}

		private <T extends Tree> @Nullable T enclosing(Class<T> type) {
			for (Tree tree : this.path) {
				if (type.isInstance(tree)) {
					return type.cast(tree);
				}
			}
			return null;
		}

		String template(int index) {
			return template(this.arguments.get(index));
		}

		private String template(@Nullable ExpressionTree expression) {
			if (expression instanceof LiteralTree literal) {
				return String.valueOf(literal.getValue());
			}
			if (expression instanceof ParenthesizedTree parentheses) {
				return template(parentheses.getExpression());
			}
			if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
				String text = template(sum.getLeftOperand()) + template(sum.getRightOperand());
				// an addition of numbers is no text
				return (WORDS.matcher(text).find() || text.contains(" ")) ? text : ELLIPSIS;
			}
			if (expression instanceof ConditionalExpressionTree choice) {
				String first = template(choice.getTrueExpression());
				String second = template(choice.getFalseExpression());
				return (WORDS.matcher(first).find() && WORDS.matcher(second).find()) ? first + " or " + second
						: ELLIPSIS;
			}
			if (expression instanceof MethodInvocationTree call) {
				return template(call);
			}
			return (expression != null) ? value(expression) : ELLIPSIS;
		}

		private String template(MethodInvocationTree call) {
			List<? extends ExpressionTree> arguments = call.getArguments();
			String name = simpleName(call.getMethodSelect());
			if (name.equals("formatted") && call.getMethodSelect() instanceof MemberSelectTree method) {
				return format(template(method.getExpression()), arguments);
			}
			if (name.equals("property") && arguments.get(arguments.size() - 1) instanceof LiteralTree property) {
				return "pusher." + property.getValue();
			}
			return ELLIPSIS;
		}

		private String format(String text, List<? extends ExpressionTree> arguments) {
			Matcher matcher = PLACEHOLDER.matcher(text);
			StringBuilder result = new StringBuilder();
			int next = 0;
			while (matcher.find()) {
				int index = (matcher.group(1) != null) ? Integer.parseInt(matcher.group(1)) - 1 : next++;
				matcher.appendReplacement(result, Matcher.quoteReplacement(template(arguments.get(index))));
			}
			return matcher.appendTail(result).toString();
		}

		// a local variable or a field that has a value in one place only
		private String value(ExpressionTree expression) {
			boolean field = expression.toString().matches("this\\.\\w+");
			if (!field && !(expression instanceof IdentifierTree)) {
				return ELLIPSIS;
			}
			List<ExpressionTree> values = new ArrayList<>();
			new TreePathScanner<Void, Void>() {

				@Override
				public Void visitVariable(VariableTree node, Void nothing) {
					if (node.getInitializer() != null && node.getName().contentEquals(expression.toString())) {
						values.add(node.getInitializer());
					}
					return super.visitVariable(node, nothing);
				}

				@Override
				public Void visitAssignment(AssignmentTree node, Void nothing) {
					if (node.getVariable().toString().equals(expression.toString())) {
						values.add(node.getExpression());
					}
					return super.visitAssignment(node, nothing);
				}

			}.scan(scope(field), null);
			List<String> texts = values.stream().map(this::template).filter((text) -> !text.equals("null")).toList();
			return (texts.size() == 1) ? texts.get(0) : ELLIPSIS;
		}

		private TreePath scope(boolean field) {
			Class<? extends Tree> type = field ? ClassTree.class : MethodTree.class;
			for (TreePath parent = this.path; parent != null; parent = parent.getParentPath()) {
				if (type.isInstance(parent.getLeaf())) {
					return parent;
				}
			}
			return this.path;
		}

	}

}
