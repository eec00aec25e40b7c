/// Values that stacks tell each other by name: exports, parameters of the store, secrets.
struct TemplateValues {
    /// A value of a stack, as its template writes it, under a name that may be open.
    struct Named {
        var stack: TemplateStack
        var name: Tree
        var value: Tree
        /// The name of the condition that it is under.
        var condition: String?

        /// Whether nothing says that it is not there.
        func isMade() throws(JSONFault) -> Bool {
            if try stack.outcome() == .no { return false }
            return try condition.map { name throws(JSONFault) in try stack.evaluation().condition(named: name) } != .no
        }
    }

    let all: [Named]
    private var places: [String: [Int]] = [:]

    init(_ all: [Named]) {
        self.all = all
        for (place, value) in all.enumerated() {
            if let name = Self.name(value) { places[name, default: []].append(place) }
        }
    }

    func called(_ name: String) -> [Named] { (places[name] ?? []).map { all[$0] } }

    /// The name of a value, as far as it is known; a name that is made of the stack's is made of the file's where only that is told.
    private static func name(_ value: Named) -> String? {
        if let text = value.name.scalar { return text }
        guard let unknown = value.name.unknown, unknown.name == "AWS::StackName" else { return nil }
        return unknown.partial?.replacing("${AWS::StackName}", with: value.stack.name)
    }
}

/// What stacks know of each other.
extension TemplateSystem {
    /// The value that a stack exports under a name; open where several do, nil where none that is read does.
    func exported(_ name: String, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        switch try only(try allExports().called(name), for: stack) {
        case .one(let value): value
        case .several(let stacks): .unknown(.init(import: name, of: stacks))
        case .none: nil
        }
    }

    /// The value of an output of the stack of a name; a stack whose name nothing tells is called as its file.
    func output(_ output: String, ofStack name: String, region: String?, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        var found: [TemplateStack] = []
        for other in stacks where (other.environment.stackName ?? other.name) == name {
            if let region, let its = other.environment.region, region != its { continue }
            if let own = stack.environment.account, let its = other.environment.account, own != its { continue }
            found.append(other)
        }
        guard found.count == 1, let only = found.first else { return nil }
        return try only.output(output)
    }

    /// A value of the Parameter Store that a template sets; nil where none that is read does.
    func stored(_ name: String, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        let all = try values(\.store) { () throws(JSONFault) in try resources("AWS::SSM::Parameter", value: "Value") }
        return try only(all.called(name), for: stack).value
    }

    /// What a dynamic reference stands for; nil where no template that is read tells it.
    ///
    /// A version may be an older one than the template's.
    func value(of reference: TemplateReference, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        let parts = reference.parts
        if parts.count == 2, parts[0] == "ssm" { return try stored(parts[1], for: stack) }
        guard parts.count >= 3, parts.count <= 4, parts[0] == "secretsmanager", parts[2] == "SecretString" else { return nil }
        let all = try values(\.secrets) { () throws(JSONFault) in
            try resources("AWS::SecretsManager::Secret", value: "SecretString")
        }
        guard let text = try only(all.called(parts[1]), for: stack).value else { return nil }
        guard parts.count == 4, !parts[3].isEmpty else { return text }
        return text.string.flatMap { Tree(json: $0) }?[parts[3]]
    }

    /// The groups that a value which another stack has may be, where it is not known which: those that stacks hand on under a name
    /// that may be it, or any of the stacks that it can be looked up in.
    func candidates(_ unknown: Tree.Unknown, for stack: TemplateStack, among groups: [(id: String, stack: TemplateStack)])
        throws(JSONFault) -> [String]
    {
        let all = groups.filter { !stack.isApart(from: $0.stack) }
        let others = all.filter { $0.stack !== stack }
        let name: String
        switch unknown.home {
        case .document: return all.map(\.id)
        case .elsewhere: return others.map(\.id)
        // What all exports are is known; only those count whose names are not settled, or the import's own is not.
        case .export(let its): name = its
        }
        let isOpen = name.contains("${")
        var ids: Set<String> = []
        for (export, id) in zip(try allExports().all, try allExportedIDs()) {
            guard let id, isOpen || export.name.scalar == nil || export.name.scalar == name else { continue }
            ids.insert(id)
        }
        return others.map(\.id).filter(ids.contains)
    }

    private func allExports() throws(JSONFault) -> TemplateValues {
        try values(\.exports) { () throws(JSONFault) in
            try named { evaluation in
                evaluation.outputs.sorted { $0.key < $1.key }.map(\.value).map { output in
                    (output, name: output["Export"]?["Name"], value: output["Value"])
                }
            }
        }
    }

    private func allExportedIDs() throws(JSONFault) -> [String?] {
        if let exportedIDs { return exportedIDs }
        var all: [String?] = []
        for export in try allExports().all {
            all.append(try export.isMade() ? export.stack.evaluation().value(export.value)?.string : nil)
        }
        exportedIDs = all
        return all
    }

    private func resources(_ type: String, value: String) throws(JSONFault) -> TemplateValues {
        try named { evaluation in
            evaluation.resources.map(\.value).filter { $0["Type"]?.string == type }.map { resource in
                (resource, name: resource["Properties"]?["Name"], value: resource["Properties"]?[value])
            }
        }
    }

    /// What has a name and a value, whether it is made or not: what decides that may be such a value itself.
    private func named(
        _ declarations: (TemplateEvaluation) -> [(whole: Tree, name: Tree?, value: Tree?)]
    ) throws(JSONFault) -> TemplateValues {
        var all: [TemplateValues.Named] = []
        for stack in stacks {
            let evaluation = try stack.evaluation()
            for declaration in declarations(evaluation) {
                guard let tree = declaration.name, let value = declaration.value, let name = try evaluation.value(tree) else {
                    continue
                }
                let condition = declaration.whole["Condition"]?.string
                all.append(TemplateValues.Named(stack: stack, name: name, value: value, condition: condition))
            }
        }
        return TemplateValues(all)
    }

    /// What is kept, made when it is asked for first.
    private func values(
        _ kept: ReferenceWritableKeyPath<TemplateSystem, TemplateValues?>, _ make: () throws(JSONFault) -> TemplateValues
    ) throws(JSONFault) -> TemplateValues {
        if let known = self[keyPath: kept] { return known }
        // A name that is made of such a value is not looked for while names are.
        self[keyPath: kept] = TemplateValues([])
        let made = try make()
        self[keyPath: kept] = made
        // What was settled meanwhile may rest on what was not known yet.
        for stack in stacks { stack.forgetOutcomes() }
        return made
    }

    /// What a name comes to.
    private enum Lookup {
        case none
        case one(Tree)
        case several([TemplateStack])

        /// The value where it is settled which.
        var value: Tree? { if case .one(let value) = self { value } else { nil } }
    }

    /// The one value among those that a stack can look up; of several the one of its own stage.
    private func only(_ named: [TemplateValues.Named], for stack: TemplateStack) throws(JSONFault) -> Lookup {
        var found: [TemplateValues.Named] = []
        let circles = work.circles
        work.lookups += 1
        defer { work.lookups -= 1 }
        for value in named where !stack.isApart(from: value.stack) {
            if try value.isMade() { found.append(value) }
        }
        // What is there only if its own value says so may have any.
        if work.circles > circles { return .none }
        let own = found.filter { $0.stack.file.assembly == stack.file.assembly }
        if found.count > 1, !own.isEmpty { found = own }
        guard let first = found.first else { return .none }
        guard found.count == 1 else { return .several(found.map(\.stack)) }
        return try first.stack.evaluation().value(first.value).map { .one($0) } ?? .none
    }
}

extension Tree.Unknown {
    /// An import of what several stacks export.
    fileprivate init(import name: String, of stacks: [TemplateStack]) {
        let names = stacks.map(\.name)
        let rest = names.count > 3 ? "\(names.count - 2) more" : names.last ?? ""
        let shown = names.prefix(names.count > 3 ? 2 : names.count - 1).joined(separator: ", ")
        self.init(name: "import \(name) of stack \(shown) or \(rest)", partial: "${import \(name)}", home: .export(name))
    }
}
