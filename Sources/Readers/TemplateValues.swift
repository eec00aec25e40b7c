/// Values that stacks tell each other by name: exports, parameters of the store, secrets.
struct TemplateValues {
    /// A value of a stack, as its template writes it, under a name that may be open.
    struct Named {
        var stack: TemplateStack
        var name: Tree
        var value: Tree
    }

    let all: [Named]
    private var places: [String: [Int]] = [:]

    init(_ all: [Named]) {
        self.all = all
        for (place, value) in all.enumerated() {
            if let name = Self.name(value) { places[name, default: []].append(place) }
        }
    }

    /// The values of a name.
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
    /// The value that a stack exports under a name; nil where none that is read does, or several do.
    func exported(_ name: String, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        try only(try allExports().called(name), for: stack)
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
        let all: TemplateValues
        if let store {
            all = store
        } else {
            store = TemplateValues([])
            all = try resources("AWS::SSM::Parameter", value: "Value")
            store = all
        }
        return try only(all.called(name), for: stack)
    }

    /// What a dynamic reference stands for; nil where no template that is read tells it.
    ///
    /// A version may be an older one than the template's.
    func value(of reference: TemplateReference, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        let parts = reference.parts
        if parts.count == 2, parts[0] == "ssm" { return try stored(parts[1], for: stack) }
        guard parts.count >= 3, parts.count <= 4, parts[0] == "secretsmanager", parts[2] == "SecretString" else { return nil }
        let all: TemplateValues
        if let secrets {
            all = secrets
        } else {
            secrets = TemplateValues([])
            all = try resources("AWS::SecretsManager::Secret", value: "SecretString")
            secrets = all
        }
        guard let text = try only(all.called(parts[1]), for: stack) else { return nil }
        guard parts.count == 4, !parts[3].isEmpty else { return text }
        return text.string.flatMap { Tree(json: $0) }?[parts[3]]
    }

    /// The groups that a value which another stack has may be, where it is not known which: those that stacks hand on under a name
    /// that may be it, or any of the stacks that it can be looked up in.
    func candidates(_ unknown: Tree.Unknown, for stack: TemplateStack, among groups: [(id: String, stack: TemplateStack)])
        throws(JSONFault) -> [String]
    {
        guard unknown.isElsewhere else { return groups.filter { !stack.isApart(from: $0.stack) }.map(\.id) }
        let others = groups.filter { $0.stack !== stack && !stack.isApart(from: $0.stack) }
        guard unknown.name.hasPrefix("import ") else { return others.map(\.id) }
        // What all exports are is known; only those count whose names are not settled, or the import's own is not.
        let name = String(unknown.name.dropFirst("import ".count))
        let isOpen = name.contains("${")
        var ids: Set<String> = []
        for (export, id) in zip(try allExports().all, try allExportedIDs()) {
            guard let id, isOpen || export.name.scalar == nil || export.name.scalar == name else { continue }
            ids.insert(id)
        }
        return others.map(\.id).filter(ids.contains)
    }

    private func allExports() throws(JSONFault) -> TemplateValues {
        if let exports { return exports }
        // A name that is made of an import is not looked for while names are.
        exports = TemplateValues([])
        var all: [TemplateValues.Named] = []
        for stack in stacks {
            if try stack.outcome() == .no { continue }
            let evaluation = try stack.evaluation()
            for output in evaluation.outputs.sorted(by: { $0.key < $1.key }) {
                guard let tree = output.value["Export"]?["Name"], let value = output.value["Value"] else { continue }
                if let condition = output.value["Condition"]?.string, try evaluation.condition(named: condition) == .no {
                    continue
                }
                if let name = try evaluation.value(tree) {
                    all.append(TemplateValues.Named(stack: stack, name: name, value: value))
                }
            }
        }
        let values = TemplateValues(all)
        exports = values
        return values
    }

    private func allExportedIDs() throws(JSONFault) -> [String?] {
        if let exportedIDs { return exportedIDs }
        var all: [String?] = []
        for export in try allExports().all { all.append(try export.stack.evaluation().value(export.value)?.string) }
        exportedIDs = all
        return all
    }

    private func resources(_ type: String, value: String) throws(JSONFault) -> TemplateValues {
        var all: [TemplateValues.Named] = []
        for stack in stacks {
            let evaluation = try stack.evaluation()
            for resource in evaluation.resources where resource.value["Type"]?.string == type {
                let properties = resource.value["Properties"]
                if let condition = resource.value["Condition"]?.string, try evaluation.condition(named: condition) == .no {
                    continue
                }
                guard let tree = properties?["Name"], let value = properties?[value], let name = try evaluation.value(tree) else {
                    continue
                }
                all.append(TemplateValues.Named(stack: stack, name: name, value: value))
            }
        }
        return TemplateValues(all)
    }

    /// The one value among those that a stack can look up; of several the one of its own stage.
    private func only(_ found: [TemplateValues.Named], for stack: TemplateStack) throws(JSONFault) -> Tree? {
        var found = found.filter { !stack.isApart(from: $0.stack) }
        if found.count > 1 { found = found.filter { $0.stack.file.assembly == stack.file.assembly } }
        guard found.count == 1, let only = found.first else { return nil }
        return try only.stack.evaluation().value(only.value)
    }
}
