/// A document as a tree of its own, for formats that are rewritten before they are read: templates, plans, stacks, YAML.
enum Tree: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number as the document writes it.
    case number(String)
    case text(String)
    case list([Tree])
    /// The members in the order of the document; of equal keys the last one counts.
    case object([TreeMember])
    /// A value that the document does not settle.
    indirect case unknown(Unknown)

    /// What is known of a value that the document does not settle.
    struct Unknown: Hashable, Sendable {
        /// What is unknown, as answers name it: "parameter DbPort", "aws_security_group.rds ingress, known after apply".
        var name: String
        /// The ids of groups that it may be; none where it may be anything.
        var candidates: [String] = []
        /// The text as far as it is known, with what is not as a placeholder; nil for what is no text.
        var partial: String?
        var home = Home.document
    }

    /// Whose a value is that the document does not settle.
    enum Home: Hashable, Sendable {
        /// Perhaps a resource of the document that names it.
        case document
        /// Something of another stack, or nobody's here.
        case elsewhere
        /// What another stack exports under a name, which may have placeholders.
        case export(String)
    }

    /// A member of an object; nil when it is absent or null.
    subscript(key: String) -> Tree? {
        guard case .object(let members) = self, let value = members.last(where: { $0.key == key })?.value else { return nil }
        if case .null = value { return nil }
        return value
    }

    /// The elements of a list; none of anything else.
    var elements: [Tree] {
        if case .list(let elements) = self { elements } else { [] }
    }

    /// The members of an object; none of anything else.
    var members: [TreeMember] {
        if case .object(let members) = self { members } else { [] }
    }

    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// A text, number or truth value as text, as CloudFormation takes them for one another; nil for anything else.
    var scalar: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .list, .object, .unknown: nil
        }
    }

    /// A text, number or truth value as text; anything else as it is.
    var asText: Tree { scalar.map { .text($0) } ?? self }

    /// What is unknown; nil where the value is settled.
    var unknown: Unknown? {
        if case .unknown(let unknown) = self { unknown } else { nil }
    }

    /// What is open in it, and what decides about rules.
    var openNames: [String] {
        switch self {
        case .unknown(let unknown): [unknown.name]
        case .list(let elements): elements.flatMap(\.openNames)
        case .object(let members):
            members.flatMap { member in
                member.key == TreeJSON.doubtKey.description ? [member.value.string].compactMap { $0 } : member.value.openNames
            }
        default: []
        }
    }

    /// The same with a member set; what is no object becomes one.
    func setting(_ key: String, _ value: Tree) -> Tree {
        .object(members.filter { $0.key != key } + [TreeMember(key, value)])
    }
}

struct TreeMember: Hashable, Sendable {
    var key: String
    var value: Tree

    init(_ key: String, _ value: Tree) {
        self.key = key
        self.value = value
    }
}

extension Tree {
    /// A copy of a value of a document.
    init(_ value: JSONValue) {
        switch value.kind {
        case .object: self = .object((try? value.members())?.map { TreeMember($0.key.string, Tree($0.value)) } ?? [])
        case .array: self = .list((try? value.elements())?.map { Tree($0) } ?? [])
        case .text: self = .text(value.uncheckedText.string)
        case .number: self = .number(value.numberText)
        case .boolean: self = .boolean((try? value.boolean()) ?? false)
        case .null: self = .null
        }
    }
}
