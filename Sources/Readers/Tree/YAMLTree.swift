import CoreModel
import Yams

/// Turns YAML, as `aws --output yaml` and people who write templates make it, into a tree, within limits.
///
/// CloudFormation's short forms (`!Ref X`) become their long ones (`{"Ref": "X"}`).
enum YAMLTree {
    /// Why YAML could not be read, and where.
    struct Failure: Error {
        let what: String
        let line: Int?
    }

    /// Values, anchors that are used again included: more than an input of its size can be meant to have.
    static func valueLimit(bytes: Int) -> Int { bytes + 10_000 }

    /// The documents of a text, one after the other.
    static func documents(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> [Tree] {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure(what: "the text is not UTF-8", line: nil) }
        var trees: [Tree] = []
        var conversion = Conversion(left: valueLimit(bytes: bytes.count))
        do {
            try YAMLAliases.check(bytes)
            let parser = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
            while let node = try parser.nextRoot() { trees.append(try conversion.tree(node, depth: 0)) }
        } catch {
            throw failure(error)
        }
        return trees
    }

    private static func failure(_ error: any Error) -> Failure {
        if let own = error as? Failure { return own }
        if let refusal = error as? YAMLAliases.Refusal {
            return Failure(what: "a key is an alias or no text", line: refusal.line)
        }
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            let isTooDeep = problem.hasPrefix("Maximum nesting level")
            return Failure(what: isTooDeep ? "values are nested deeper than 1000" : problem, line: mark.line)
        case .duplicatedKeysInMapping(let keys, let context):
            return Failure(what: "the key \"\(keys.first ?? "")\" stands twice", line: context.mark.line)
        case .reader(let problem, _, _, _): return Failure(what: problem, line: nil)
        default: return Failure(what: "it is malformed", line: nil)
        }
    }

    private struct Conversion {
        var left: Int

        mutating func tree(_ node: Node, depth: Int) throws(Failure) -> Tree {
            left -= 1
            guard left > 0 else { throw Failure(what: "aliases make it grow without end", line: node.mark?.line) }
            guard depth < 500 else { throw Failure(what: "values are nested deeper than 500", line: node.mark?.line) }
            let plain = try untagged(node, depth: depth)
            let tag = node.tag.rawValue
            guard tag.hasPrefix("!"), !tag.hasPrefix("!!"), tag.count > 1 else { return plain }
            return YAMLTree.longForm(String(tag.dropFirst()), plain)
        }

        private mutating func untagged(_ node: Node, depth: Int) throws(Failure) -> Tree {
            switch node {
            case .scalar(let scalar):
                left -= scalar.string.utf8.count / 16
                return YAMLTree.scalar(scalar)
            case .sequence(let sequence):
                var elements: [Tree] = []
                for item in sequence { elements.append(try tree(item, depth: depth + 1)) }
                return .list(elements)
            case .mapping(let mapping):
                var members: [TreeMember] = []
                var merged: [TreeMember] = []
                for (key, value) in mapping {
                    guard case .scalar(let name) = key else {
                        throw Failure(what: "a key is not a text", line: key.mark?.line)
                    }
                    let member = TreeMember(name.string, try tree(value, depth: depth + 1))
                    if name.string == "<<", name.style == .plain {
                        merged += value.sequence != nil ? member.value.elements.flatMap(\.members) : member.value.members
                    } else {
                        members.append(member)
                    }
                }
                return .object(merged.isEmpty ? members : YAMLTree.members(members, mergedWith: merged))
            case .alias: throw Failure(what: "an alias leads nowhere", line: node.mark?.line)
            }
        }
    }

    /// A mapping with what its merge key brings: its own members count, then the earlier ones.
    ///
    /// Source: https://yaml.org/type/merge.html
    private static func members(_ own: [TreeMember], mergedWith others: [TreeMember]) -> [TreeMember] {
        var seen = Set(own.map(\.key))
        return own + others.filter { seen.insert($0.key).inserted }
    }

    /// Plain scalars are what they look like, as JSON knows them; quoted ones are text.
    ///
    /// Dates and octal numbers stay text: a date of a template and an account number must not change.
    private static func scalar(_ scalar: Node.Scalar) -> Tree {
        guard scalar.style == .plain else { return .text(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: break
        }
        let digits = scalar.string.hasPrefix("-") ? scalar.string.dropFirst() : scalar.string[...]
        guard digits.isDigits, digits == "0" || !digits.hasPrefix("0"), digits.count < 12 else { return .text(scalar.string) }
        return .number(scalar.string)
    }

    /// `!GetAtt A.B` is `Fn::GetAtt`, `!Ref` and `!Condition` stand without the prefix.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
    static func longForm(_ name: String, _ value: Tree) -> Tree {
        let key = name == "Ref" || name == "Condition" ? name : "Fn::\(name)"
        return .object([TreeMember(key, value)])
    }
}
