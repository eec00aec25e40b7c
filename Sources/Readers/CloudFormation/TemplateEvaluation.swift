import CoreModel

/// Evaluates the intrinsic functions of one stack's template.
///
/// Work is bounded: a template whose references run in a circle or multiply ends in an error. What only other stacks know is asked of
/// the ``TemplateSystem`` that it belongs to.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
final class TemplateEvaluation {
    /// What a condition comes to.
    enum Outcome: Hashable {
        case yes, no
        /// What decides, which the template does not settle.
        case open(String)
    }

    /// How much may still be done, in all stacks together.
    final class Work {
        /// How many values may still be made; sixteen bytes of text count as one.
        var budget = 100_000
        /// How many values are being made within each other.
        var depth = 0
        /// How many names of values of other stacks are being looked up within each other.
        var lookups = 0
        /// How often a condition was asked for by a value that it decides about.
        var circles = 0
    }

    /// The stack that it evaluates; the stack owns it.
    unowned let stack: TemplateStack
    let work: Work
    /// Parameters by name; null for one without a value.
    private(set) var parameters: [String: Tree]
    private let mappings: [String: [String: [String: Tree]]]
    private(set) var conditions: [String: Tree]
    /// Resources and outputs, loops carried out.
    private(set) var resources: [TreeMember] = []
    private(set) var resourcesByID: [String: Tree] = [:]
    private(set) var outputs: [String: Tree] = [:]
    var known: [String: Outcome] = [:]
    /// Conditions that are being settled, with how many names were being looked up when they were begun.
    var beingEvaluated: [String: Int] = [:]

    static let deepest = 200

    /// Makes one for a stack of a template.
    ///
    /// Every value is evaluated where it stands, and once more where an attribute of another resource is named.
    init(_ root: Tree, of stack: TemplateStack, parameters given: [String: String], work: Work) {
        self.stack = stack
        self.work = work
        mappings = Self.dictionary(root["Mappings"]).mapValues { Self.dictionary($0).mapValues { Self.dictionary($0) } }
        conditions = Self.dictionary(root["Conditions"])
        var values: [String: Tree] = [:]
        for (name, declaration) in Self.dictionary(root["Parameters"]) {
            values[name] = Self.value(of: declaration, given: given[name])
        }
        for name in Self.pseudoParameters {
            if let text = given[name] ?? stack.environment[name] { values[name] = .text(text) }
        }
        parameters = values
    }

    private static let pseudoParameters = [
        "AWS::Region", "AWS::AccountId", "AWS::StackName", "AWS::Partition", "AWS::StackId", "AWS::URLSuffix",
    ]

    /// Carries out the loops of the template; to be called once, before anything else.
    func unroll(_ root: Tree, hasLoops: Bool) throws(JSONFault) {
        resources = root["Resources"]?.members ?? []
        resourcesByID = Self.dictionary(root["Resources"])
        outputs = Self.dictionary(root["Outputs"])
        guard hasLoops else { return }
        conditions = Self.dictionary(try unrolled(.object(root["Conditions"]?.members ?? [])))
        outputs = Self.dictionary(try unrolled(.object(root["Outputs"]?.members ?? [])))
        resources = try unrolled(.object(resources)).members
        resourcesByID = Self.dictionary(.object(resources))
    }

    private static func dictionary(_ tree: Tree?) -> [String: Tree] {
        Dictionary((tree?.members ?? []).map { ($0.key, $0.value) }) { $1 }
    }

    /// The value of a parameter; null where it has none.
    ///
    /// Values from the Parameter Store are not in the template: their name stands for them.
    private static func value(of declaration: Tree, given: String?) -> Tree {
        let type = declaration["Type"]?.string ?? "String"
        if given == nil, type.hasPrefix("AWS::SSM::Parameter::Value") {
            guard let name = declaration["Default"]?.scalar else { return .null }
            return .object([TreeMember(storeKey, .text(name)), TreeMember("Type", .text(type))])
        }
        guard let text = given ?? declaration["Default"]?.scalar else { return .null }
        return typed(.text(text), type)
    }

    /// What marks a parameter's value that stands in the Parameter Store.
    static let storeKey = "sgscope:store"

    /// A text as the parameter's type has it: in lists, parts between commas.
    static func typed(_ value: Tree, _ type: String) -> Tree {
        guard type == "CommaDelimitedList" || type.contains("List<"), let text = value.scalar else { return value }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        return .list(text.isEmpty ? [] : parts.map { .text($0.trimmed) })
    }

    // MARK: Values

    /// The properties of a resource; a list of rules tells of each rule what decides about it.
    func properties(_ tree: Tree) throws(JSONFault) -> Tree {
        var result: [TreeMember] = []
        for member in tree.members {
            let isRuleList = member.key == "SecurityGroupIngress" || member.key == "SecurityGroupEgress"
            let value = isRuleList ? Tree.list(try rules(member.value, doubt: nil)) : try value(member.value)
            if let value { result.append(TreeMember(member.key, value)) }
        }
        return .object(result)
    }

    /// The rules of a list, those of both branches where a condition is open.
    private func rules(_ tree: Tree, doubt: String?) throws(JSONFault) -> [Tree] {
        try spend(1)
        if case .list(let elements) = tree {
            return try elements.map { element throws(JSONFault) in try rules(element, doubt: doubt) }.flatMap { $0 }
        }
        if let (function, argument) = Self.function(tree), function == "Fn::If" {
            let parts = argument.elements
            guard parts.count == 3, let name = parts[0].string else { return [.unknown(.init(name: "a malformed Fn::If"))] }
            switch try condition(named: name) {
            case .yes: return try rules(parts[1], doubt: doubt)
            case .no: return try rules(parts[2], doubt: doubt)
            case .open(let reason):
                let reasons = doubt.map { $0 == reason ? $0 : "\($0) and \(reason)" } ?? reason
                try spend(reasons.utf8.count / 16)
                return try rules(parts[1], doubt: reasons) + rules(parts[2], doubt: reasons)
            }
        }
        guard let value = try value(tree) else { return [] }
        if case .list(let elements) = value { return elements }
        guard let doubt, value.unknown == nil else { return [value] }
        try spend(doubt.utf8.count / 16)
        return [value.setting(TreeJSON.doubtKey.description, .text(doubt))]
    }

    /// A value with every function evaluated; nil for AWS::NoValue.
    func value(_ tree: Tree) throws(JSONFault) -> Tree? {
        try descend()
        defer { work.depth -= 1 }
        switch tree {
        case .list(let elements): return .list(try elements.map(value).compactMap { $0 })
        case .object(let members):
            if let (function, argument) = Self.function(tree) {
                let result = try call(function, argument)
                try spend(result.map(Self.weight) ?? 0)
                return result
            }
            // A function among other members, such as a transformation, may add any.
            if let function = TemplateMaker.function(tree) { return open(function) }
            return .object(
                try members.map { member throws(JSONFault) in
                    try value(member.value).map { TreeMember(member.key, $0) }
                }.compactMap { $0 })
        case .text(let text):
            try spend(text.utf8.count / 16)
            return text.contains(TemplateReference.start) ? try dynamic(text) : tree
        default: return tree
        }
    }

    /// What a result costs that may stand somewhere else too, as a parameter's value does.
    private static func weight(_ tree: Tree) -> Int {
        switch tree {
        case .text(let text): text.utf8.count / 16
        case .list(let elements): elements.reduce(0) { $0 + 1 + ($1.string?.utf8.count ?? 0) / 16 }
        default: 0
        }
    }

    /// The function that an object with one member calls.
    static func function(_ tree: Tree) -> (String, Tree)? {
        let members = tree.members
        guard members.count == 1, members[0].key == "Ref" || members[0].key.hasPrefix("Fn::") else { return nil }
        return (members[0].key, members[0].value)
    }

    private func call(_ function: String, _ argument: Tree) throws(JSONFault) -> Tree? {
        switch function {
        case "Ref": return try reference(argument.string ?? "")
        case "Fn::GetAtt": return try attribute(argument)
        case "Fn::If": return try branch(argument)
        case "Fn::Join": return try join(argument)
        case "Fn::Sub": return try substitute(argument)
        case "Fn::Select": return try select(argument)
        case "Fn::Split": return try split(argument)
        case "Fn::FindInMap": return try look(argument)
        case "Fn::ImportValue": return try imported(argument)
        case "Fn::GetStackOutput": return try stackOutput(argument)
        case "Fn::Cidr": return try cidr(argument)
        case "Fn::GetAZs": return open("the availability zones")
        case "Fn::Base64": return try value(argument)
        case "Fn::ToJsonString": return try json(argument)
        case "Fn::Length":
            guard let list = try value(argument) else { return .number("0") }
            if list.unknown != nil { return list }
            guard case .list(let elements) = list else { return open("a malformed Fn::Length") }
            return .number("\(elements.count)")
        default: return open(function)
        }
    }

    private func branch(_ argument: Tree) throws(JSONFault) -> Tree? {
        let parts = argument.elements
        guard parts.count == 3, let name = parts[0].string else { return open("a malformed Fn::If") }
        switch try condition(named: name) {
        case .yes: return try value(parts[1])
        case .no: return try value(parts[2])
        case .open(let reason):
            let (first, second) = (try value(parts[1]), try value(parts[2]))
            return first == second ? first : open(reason)
        }
    }

    private func look(_ argument: Tree) throws(JSONFault) -> Tree? {
        let parts = argument.elements
        guard parts.count >= 3 else { return open("a malformed Fn::FindInMap") }
        var keys: [String] = []
        for part in parts.prefix(3) {
            guard let key = try value(part) else { return open("a malformed Fn::FindInMap") }
            if key.unknown != nil { return key }
            keys.append(key.scalar ?? "")
        }
        if let found = mappings[keys[0]]?[keys[1]]?[keys[2]] { return try value(found) }
        if parts.count > 3, let fallback = parts[3]["DefaultValue"] { return try value(fallback) }
        return open("mapping \(keys.joined(separator: "."))")
    }

    /// Something that the template does not settle.
    func open(_ name: String, partial: String? = nil, home: Tree.Home = .document) -> Tree {
        .unknown(Tree.Unknown(name: name, partial: partial ?? "${\(name)}", home: home))
    }

    /// Goes one value deeper, which costs as much as any; whoever does comes up again.
    func descend() throws(JSONFault) {
        try spend(1)
        guard work.depth + 1 < Self.deepest else {
            throw JSONFault(told: "the template", problem: .badValue("has references that run in a circle, or too deep"))
        }
        work.depth += 1
    }

    func spend(_ amount: Int) throws(JSONFault) {
        work.budget -= amount
        guard work.budget > 0 else {
            throw JSONFault(told: "the template", problem: .badValue("grows without end when its functions are evaluated"))
        }
    }
}
