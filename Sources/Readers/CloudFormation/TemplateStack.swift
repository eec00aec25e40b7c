/// The account and the region that a stack goes to, as far as a manifest tells them.
struct TemplateEnvironment: Hashable {
    var account: String?
    var region: String?
    var stackName: String?

    /// The pseudo parameter of a name; nil where it is not known.
    subscript(name: String) -> String? {
        switch name {
        case "AWS::AccountId": account
        case "AWS::Region": region
        case "AWS::StackName": stackName
        // Every region whose name does not say otherwise is of the partition "aws".
        case "AWS::Partition": region.map { $0.hasPrefix("cn-") ? "aws-cn" : $0.hasPrefix("us-gov-") ? "aws-us-gov" : "aws" }
        case "AWS::URLSuffix": region.map { $0.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com" }
        default: nil
        }
    }

    /// "aws://111122223333/eu-west-1" of a manifest; "unknown-account" and "unknown-region" are not known.
    init(manifest text: String?, stackName: String?) {
        self.stackName = stackName
        let parts = (text ?? "").split(separator: "/").map(String.init)
        guard parts.count == 3 else { return }
        if Scopes.isAccount(parts[1]) { account = parts[1] }
        if Scopes.isRegion(parts[2]) { region = parts[2] }
    }

    init() {}

    /// Whether two stacks cannot be in one account and region.
    func isApart(from other: TemplateEnvironment) -> Bool {
        func differ(_ one: String?, _ other: String?) -> Bool {
            if let one, let other { one != other } else { false }
        }
        return differ(account, other.account) || differ(region, other.region)
    }
}

/// A template that was read: what it is called, where it stands, what it says.
struct TemplateFile {
    var origin: Origin
    var root: Tree
    /// How many values it has, about.
    var values: Int
    /// What a manifest says of the stack that is made of it; nil where there is none.
    var environment: TemplateEnvironment?
    /// The folder of the manifest, which sets stages apart; nil where there is none.
    var assembly: String?
    /// The paths of its copies in the same folder, by which others may nest it.
    var copies: [String] = []

    /// Whether it has loops, which make resources of one.
    var hasLoops: Bool { Self.hasLoops(root) }

    private static func hasLoops(_ tree: Tree) -> Bool {
        switch tree {
        case .list(let elements): elements.contains(where: hasLoops)
        case .object(let members): members.contains { $0.key.hasPrefix("Fn::ForEach") || hasLoops($0.value) }
        default: false
        }
    }

    /// The file's name without what says that it is a template: "Net" of "cdk.out/Net.template.json".
    var baseName: String {
        var name = origin.name
        for ending in [".gz", ".json", ".yaml", ".yml", ".template", ".nested", ".cfn"] where name.hasSuffix(ending) {
            if name.count > ending.count { name = String(name.dropLast(ending.count)) }
        }
        return name
    }

    /// The path without what means nothing in it.
    var path: String { Self.path(origin.file) }

    /// A path without `.` and `..`, as far as it has folders to leave.
    static func path(_ text: String) -> String {
        var parts: [Substring] = []
        for part in text.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (text.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// The folder of a path, with its slash; empty for none.
    static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}

/// One stack: a template, where it goes, and for a nested one the parent that makes it.
final class TemplateStack {
    let file: TemplateFile
    let place: Int
    /// What tells it from the other stacks: "a-web", "Dev-Service/Base".
    let name: String
    let environment: TemplateEnvironment
    private let hasLoops: Bool
    unowned let system: TemplateSystem
    private let parent: TemplateStack?
    private let logicalID: String
    /// The stacks that it makes itself and whose templates are read too, by their logical ids.
    fileprivate(set) var children: [String: TemplateStack] = [:]
    private var own: TemplateEvaluation?
    private var given: [String: Tree?] = [:]

    init(
        _ file: TemplateFile, place: Int, name: String, in system: TemplateSystem, parent: TemplateStack? = nil,
        logicalID: String = ""
    ) {
        self.file = file
        self.place = place
        self.name = name
        self.system = system
        self.parent = parent
        self.logicalID = logicalID
        hasLoops = file.hasLoops
        var environment = parent?.environment ?? file.environment ?? TemplateEnvironment()
        if parent != nil { environment.stackName = nil }
        environment.account = environment.account ?? file.origin.account
        environment.region = environment.region ?? file.origin.region
        self.environment = environment
    }

    var isNested: Bool { parent != nil }

    func adopt(_ child: TemplateStack, as logicalID: String) { children[logicalID] = child }

    /// What evaluates its template; loops are carried out first.
    func evaluation() throws(JSONFault) -> TemplateEvaluation {
        if let own { return own }
        // What the command line gives is for the stacks that nobody makes.
        let evaluation = TemplateEvaluation(file.root, of: self, parameters: system.parameters, work: system.work)
        own = evaluation
        try evaluation.unroll(file.root, hasLoops: hasLoops)
        return evaluation
    }

    /// Forgets values that rest on what was not known yet.
    func forget() {
        own = nil
        given = [:]
    }

    /// Forgets conditions and given values, which may rest on what was not known yet.
    func forgetOutcomes() {
        own?.known = [:]
        given = [:]
    }

    /// The value that the parent gives a parameter; nil where there is no parent, or where it gives none.
    func given(_ parameter: String) throws(JSONFault) -> Tree? {
        guard let parent else { return nil }
        if let known = given[parameter] { return known }
        let evaluation = try parent.evaluation()
        let properties = evaluation.resourcesByID[logicalID]?["Properties"]
        let value = try properties?["Parameters"]?[parameter].flatMap { tree throws(JSONFault) in try evaluation.value(tree) }
        // A list is handed on as text with commas.
        var whole = value
        if case .list(let elements)? = value, elements.allSatisfy({ $0.scalar != nil }) {
            whole = .text(elements.compactMap(\.scalar).joined(separator: ","))
        }
        given.updateValue(whole, forKey: parameter)
        return whole
    }

    /// The value of an output; nil where the template has none of that name.
    func output(_ name: String) throws(JSONFault) -> Tree? {
        let evaluation = try evaluation()
        guard let output = evaluation.outputs[name], let value = output["Value"] else { return nil }
        if let condition = output["Condition"]?.string, try evaluation.condition(named: condition) == .no { return nil }
        return try evaluation.value(value)
    }

    /// What decides whether the stack is made at all; "no" where it is not.
    func outcome() throws(JSONFault) -> TemplateEvaluation.Outcome {
        guard let parent else { return .yes }
        let above = try parent.outcome()
        if above == .no { return .no }
        let evaluation = try parent.evaluation()
        guard let name = evaluation.resourcesByID[logicalID]?["Condition"]?.string else { return above }
        let own = try evaluation.condition(named: name)
        return own == .yes ? above : own
    }

    /// The id of a resource: its logical id, with the stack's name where another stack has one like it.
    func id(of logicalID: String) -> String { system.isShared(logicalID) ? "\(name)/\(logicalID)" : logicalID }

    /// What a parameter is called: by its name, with the stack's where another stack has one like it.
    func shown(parameter: String) -> String { system.isShared(parameter: parameter) ? "\(name)/\(parameter)" : parameter }

    /// Whether a value of another stack cannot be one that this stack looks up by name: it is in another account, region or stage.
    func isApart(from other: TemplateStack) -> Bool {
        if environment.isApart(from: other.environment) { return true }
        guard let own = file.assembly, let its = other.file.assembly, own != its else { return false }
        // Stages are folders of their own; the stacks beside them are none.
        return system.isStage(own) && system.isStage(its)
    }
}
