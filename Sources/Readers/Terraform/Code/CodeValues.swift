/// What the expressions of Terraform's JSON code come to, as far as the code alone tells.
///
/// Expressions stand in texts, between `${` and `}`. A reference to a resource of the code is its address; variables have their
/// defaults, locals their values. Everything else is left open under what it says.
struct CodeValues {
    private let parameters: [String: String]
    private let variables: [String: Tree]
    private let locals: [String: Tree]
    /// The resources by their addresses.
    private let resources: [String: Tree]
    private let work: Work

    /// How much is left to be settled: a few lines of locals can stand for billions of values.
    private final class Work {
        var left: Int

        init(_ left: Int) { self.left = left }
    }

    init(_ root: Tree, parameters: [String: String]) {
        self.parameters = parameters
        func named(_ members: [TreeMember]) -> [String: Tree] {
            Dictionary(members.map { ($0.key, $0.value) }) { $1 }
        }
        variables = named(root["variable"]?.members ?? [])
        locals = named(root["locals"]?.members ?? [])
        resources = named(
            (root["resource"]?.members ?? []).flatMap { type in
                type.value.members.map { TreeMember("\(type.key).\($0.key)", $0.value) }
            })
        work = Work(100_000 + 20 * Self.count(root))
    }

    /// How many values a document has, and about how long its texts are.
    private static func count(_ tree: Tree) -> Int {
        switch tree {
        case .text(let text): 1 + text.utf8.count / 16
        case .list(let elements): elements.reduce(1) { $0 + count($1) }
        case .object(let members): members.reduce(1) { $0 + count($1.value) }
        default: 1
        }
    }

    /// Locals may lead to locals, and not for ever.
    private static let deepest = 32

    /// A value with its expressions settled.
    func value(_ tree: Tree) -> Tree { value(tree, depth: 0) }

    private func value(_ tree: Tree, depth: Int) -> Tree {
        work.left -= 1 + (tree.string?.utf8.count ?? 0) / 16
        guard depth < Self.deepest, work.left > 0 else {
            return .unknown(Tree.Unknown(name: "references that run in a circle, or grow without end"))
        }
        switch tree {
        case .text(let text): return template(text, depth: depth)
        case .list(let elements): return .list(elements.map { value($0, depth: depth + 1) })
        case .object(let members):
            return .object(members.filter { $0.key != "//" }.map { TreeMember($0.key, value($0.value, depth: depth + 1)) })
        default: return tree
        }
    }

    /// A text with expressions in it; one that is an expression and nothing else is what that comes to.
    private func template(_ text: String, depth: Int) -> Tree {
        guard text.contains("${") || text.contains("%{") else { return .text(text) }
        guard let parts = Self.parts(text) else { return open(text) }
        if parts.count == 1, parts[0].isExpression { return expression(parts[0].text, depth: depth) }
        var whole = ""
        for part in parts {
            guard part.isExpression else {
                whole += part.text
                continue
            }
            guard let known = expression(part.text, depth: depth).scalar else { return open(text) }
            whole += known
            work.left -= known.utf8.count / 16
        }
        return .text(whole)
    }

    private struct Part {
        var text: String
        var isExpression: Bool
    }

    /// The parts of a text: what stands there, and what stands between `${` and `}`; nil where a directive or an end is missing.
    private static func parts(_ text: String) -> [Part]? {
        var parts: [Part] = []
        var plain = ""
        var rest = Substring(text)
        while let character = rest.first {
            if rest.hasPrefix("$${") || rest.hasPrefix("%%{") {
                plain += rest.dropFirst().prefix(2)
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("%{") {
                return nil
            } else if rest.hasPrefix("${") {
                rest = rest.dropFirst(2)
                guard let end = end(of: rest) else { return nil }
                if !plain.isEmpty { parts.append(Part(text: plain, isExpression: false)) }
                plain = ""
                parts.append(Part(text: String(rest[..<end]), isExpression: true))
                rest = rest[rest.index(after: end)...]
            } else {
                plain.append(character)
                rest = rest.dropFirst()
            }
        }
        if !plain.isEmpty || parts.isEmpty { parts.append(Part(text: plain, isExpression: false)) }
        return parts
    }

    /// The brace that ends an expression; braces within it come in pairs.
    private static func end(of text: Substring) -> Substring.Index? {
        var depth = 0
        for place in text.indices {
            switch text[place] {
            case "{": depth += 1
            case "}":
                if depth == 0 { return place }
                depth -= 1
            default: break
            }
        }
        return nil
    }

    private func expression(_ text: String, depth: Int) -> Tree {
        let text = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, parts.allSatisfy(Self.isName) else { return open(text) }
        switch parts[0] {
        case "var":
            guard parts.count == 2 else { return open(text) }
            if let given = parameters[parts[1]] { return .text(given) }
            guard let known = variables[parts[1]]?["default"] else { return open("variable \(parts[1])", text) }
            return known
        case "local":
            guard parts.count == 2, let own = locals[parts[1]] else { return open(text) }
            return value(own, depth: depth + 1)
        default: return attribute(parts, text, depth: depth)
        }
    }

    /// An attribute of a resource of the code: its id is its address, others are known where they are written.
    private func attribute(_ parts: [String], _ text: String, depth: Int) -> Tree {
        guard parts.count == 3, let body = resources["\(parts[0]).\(parts[1])"], body["count"] == nil, body["for_each"] == nil
        else { return open(text) }
        if parts[2] == "id" { return .text("\(parts[0]).\(parts[1])") }
        guard let own = (body.elements.first ?? body)[parts[2]] else { return open(text) }
        return value(own, depth: depth + 1)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }

    private func open(_ name: String, _ expression: String? = nil) -> Tree {
        let written = expression ?? name
        return .unknown(Tree.Unknown(name: name, partial: written.contains("${") ? written : "${\(written)}"))
    }

    /// The addresses that a value names anywhere: "aws_security_group.web".
    static func addresses(_ tree: Tree) -> Set<String> {
        switch tree {
        case .text(let text):
            Set(text.matches(of: /[A-Za-z0-9_]+\.[A-Za-z0-9_\-]+/).map { String($0.output) })
        case .list(let elements): elements.reduce(into: []) { $0.formUnion(addresses($1)) }
        case .object(let members): members.reduce(into: []) { $0.formUnion(addresses($1.value)) }
        default: []
        }
    }
}
