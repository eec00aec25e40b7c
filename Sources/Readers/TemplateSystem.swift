/// All stacks that were read, as one system: what a stack exports, stores or hands on is known to the others.
final class TemplateSystem {
    let parameters: [String: String]
    let work = TemplateEvaluation.Work()
    /// Parents before the stacks that they make.
    private(set) var stacks: [TemplateStack] = []
    private var sharedIDs: Set<String> = []
    private var sharedParameters: Set<String> = []
    private let stages: Set<String>

    private typealias Named = (stack: TemplateStack, name: Tree, value: Tree)
    private var exports: [Named]?
    /// What each export's value is, where it is settled.
    private var exportedIDs: [String?]?
    private var store: [Named]?
    private var secrets: [Named]?

    /// `assets` are the templates that asset manifests name, by folder and object.
    init(
        _ files: [TemplateFile], assemblies: Set<String>, assets: [String: String], parameters: [String: String]
    ) throws(ReadError) {
        self.parameters = parameters
        // A stage is an assembly within another one.
        stages = assemblies.filter { inner in assemblies.contains { $0 != inner && inner.hasPrefix($0) } }
        for file in files { work.budget += 4 * file.values }
        let places = Dictionary(files.enumerated().map { ($0.element.path, $0.offset) }) { first, _ in first }
        let names = Self.names(files)
        // First each on its own, to see which others it makes.
        var made: Set<Int> = []
        for (place, file) in files.enumerated() {
            let stack = TemplateStack(file, place: place, name: names[place], in: self)
            for (_, target) in try Self.nested(stack, places, assets) where target != place { made.insert(target) }
        }
        if made.count == files.count { made.remove(0) }
        for (place, file) in files.enumerated() where !made.contains(place) && file.isDeployed {
            let stack = TemplateStack(file, place: place, name: names[place], in: self)
            try add(stack, files, places, assets, within: [])
        }
        settleNames()
    }

    /// Adds a stack and those that it makes.
    private func add(
        _ stack: TemplateStack, _ files: [TemplateFile], _ places: [String: Int], _ assets: [String: String],
        within above: Set<Int>
    ) throws(ReadError) {
        stacks.append(stack)
        guard stacks.count <= Self.most else {
            throw ReadError(file: stack.file.origin.file, problem: .badValue("nests stacks without end"))
        }
        let above = above.union([stack.place])
        for (logicalID, target) in try Self.nested(stack, places, assets) where !above.contains(target) {
            let short = "\(stack.name)/\(Self.shortName(logicalID))"
            let isTaken = stacks.contains { $0.name == short }
            let child = TemplateStack(
                files[target], place: target, name: isTaken ? "\(stack.name)/\(logicalID)" : short, in: self, parent: stack,
                logicalID: logicalID)
            stack.adopt(child, as: logicalID)
            work.budget += 4 * files[target].values
            try add(child, files, places, assets, within: above)
        }
        // Values that were needed to find the templates may rest on outputs of stacks that were not there yet.
        stack.forget()
    }

    private static let most = 2000

    /// The nested stacks of a stack whose templates are among the files, in the order of the template.
    private static func nested(
        _ stack: TemplateStack, _ places: [String: Int], _ assets: [String: String]
    ) throws(ReadError) -> [(logicalID: String, place: Int)] {
        do throws(JSONFault) {
            let evaluation = try stack.evaluation()
            let folder = TemplateFile.folder(stack.file.path)
            var result: [(String, Int)] = []
            for resource in evaluation.resources where isNested(resource.value["Type"]?.string ?? "") {
                var candidates: [String] = []
                if let path = resource.value["Metadata"]?["aws:asset:path"]?.string { candidates.append(folder + path) }
                if let tree = resource.value["Properties"]?["TemplateURL"] ?? resource.value["Properties"]?["Location"],
                    let url = try evaluation.value(tree)
                {
                    let text = url.string ?? url.unknown?.partial ?? ""
                    if !text.contains("://"), url.string != nil { candidates.append(text.hasPrefix("/") ? text : folder + text) }
                    if let object = text.split(separator: "/").last, let path = assets[folder + String(object)] {
                        candidates.append(path)
                    }
                }
                if let place = candidates.lazy.compactMap({ places[TemplateFile.path($0)] }).first {
                    result.append((resource.key, place))
                }
            }
            return result
        } catch {
            throw ReadError(error, in: stack.file)
        }
    }

    /// Whether a resource is a stack of its own.
    static func isNested(_ type: String) -> Bool {
        type == "AWS::CloudFormation::Stack" || type == "AWS::Serverless::Application"
    }

    // MARK: Names

    /// A name for each file: the stack's by the manifest, else the file's; with as many folders as tell it from the others.
    private static func names(_ files: [TemplateFile]) -> [String] {
        var names = files.map { $0.environment?.stackName ?? $0.baseName }
        for depth in 1...8 {
            let places = Dictionary(grouping: names.indices) { names[$0] }
            let alike = places.values.filter { $0.count > 1 }.flatMap { $0 }
            if alike.isEmpty { break }
            for place in alike {
                let folders = files[place].path.split(separator: "/").dropLast().suffix(depth)
                names[place] = (folders.map(String.init) + [files[place].environment?.stackName ?? files[place].baseName])
                    .joined(separator: "/")
            }
        }
        var seen: [String: Int] = [:]
        return names.map { name in
            seen[name, default: 0] += 1
            return seen[name] == 1 ? name : "\(name)-\(seen[name] ?? 0)"
        }
    }

    /// What a nested stack is called: by its logical id, without what the CDK adds to one.
    private static func shortName(_ logicalID: String) -> String {
        let mark = "NestedStackResource"
        guard let end = logicalID.firstRange(of: mark), let start = logicalID.firstRange(of: "NestedStack"),
            start.lowerBound > logicalID.startIndex, start.lowerBound < end.lowerBound,
            logicalID[end.upperBound...].count == 8, logicalID[end.upperBound...].allSatisfy(\.isHexDigit)
        else { return logicalID }
        return String(logicalID[..<start.lowerBound])
    }

    /// Finds the names that several stacks have.
    private func settleNames() {
        var ids: [String: Set<String>] = [:]
        var parameters: [String: Set<String>] = [:]
        for stack in stacks {
            for resource in (try? stack.evaluation().resources) ?? [] {
                guard resource.value["Type"] != nil else { continue }
                ids[resource.key, default: []].insert(stack.name)
            }
            for parameter in stack.file.root["Parameters"]?.members ?? [] {
                parameters[parameter.key, default: []].insert(stack.name)
            }
        }
        sharedIDs = Set(ids.filter { $0.value.count > 1 }.keys)
        sharedParameters = Set(parameters.filter { $0.value.count > 1 }.keys)
        for stack in stacks { stack.forget() }
        exports = nil
        exportedIDs = nil
        store = nil
        secrets = nil
    }

    func isShared(_ logicalID: String) -> Bool { sharedIDs.contains(logicalID) }

    func isShared(parameter: String) -> Bool { sharedParameters.contains(parameter) }

    func isStage(_ assembly: String) -> Bool { stages.contains(assembly) }

    // MARK: What stacks know of each other

    /// The value that a stack exports under a name; nil where none that is read does, or several do.
    func exported(_ name: String, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        try only(try allExports().filter { isCalled($0.name, name, $0.stack) }, for: stack)
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
        let all: [Named]
        if let store {
            all = store
        } else {
            store = []
            all = try resources("AWS::SSM::Parameter", value: "Value")
            store = all
        }
        return try only(all.filter { $0.name.scalar == name }, for: stack)
    }

    /// What a dynamic reference stands for; nil where no template that is read tells it.
    ///
    /// A version may be an older one than the template's.
    func value(of reference: TemplateReference, for stack: TemplateStack) throws(JSONFault) -> Tree? {
        let parts = reference.parts
        if parts.count == 2, parts[0] == "ssm" { return try stored(parts[1], for: stack) }
        guard parts.count >= 3, parts.count <= 4, parts[0] == "secretsmanager", parts[2] == "SecretString" else { return nil }
        let all: [Named]
        if let secrets {
            all = secrets
        } else {
            secrets = []
            all = try resources("AWS::SecretsManager::Secret", value: "SecretString")
            secrets = all
        }
        guard let text = try only(all.filter { $0.name.scalar == parts[1] }, for: stack) else { return nil }
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
        for (export, id) in zip(try allExports(), try allExportedIDs()) {
            guard let id, isOpen || export.name.scalar == nil || export.name.scalar == name else { continue }
            ids.insert(id)
        }
        return others.map(\.id).filter(ids.contains)
    }

    private func allExports() throws(JSONFault) -> [Named] {
        if let exports { return exports }
        // A name that is made of an import is not looked for while names are.
        exports = []
        var all: [Named] = []
        for stack in stacks {
            if try stack.outcome() == .no { continue }
            let evaluation = try stack.evaluation()
            for output in evaluation.outputs.sorted(by: { $0.key < $1.key }) {
                guard let tree = output.value["Export"]?["Name"], let value = output.value["Value"] else { continue }
                if let condition = output.value["Condition"]?.string, try evaluation.condition(named: condition) == .no {
                    continue
                }
                if let name = try evaluation.value(tree) { all.append((stack, name, value)) }
            }
        }
        exports = all
        return all
    }

    private func allExportedIDs() throws(JSONFault) -> [String?] {
        if let exportedIDs { return exportedIDs }
        var all: [String?] = []
        for export in try allExports() { all.append(try export.stack.evaluation().value(export.value)?.string) }
        exportedIDs = all
        return all
    }

    /// Whether an export is called so: by its own name, or, where that begins with the stack's, by the file's.
    private func isCalled(_ own: Tree, _ name: String, _ stack: TemplateStack) -> Bool {
        if let text = own.scalar { return text == name }
        guard let partial = own.unknown?.partial, own.unknown?.name == "AWS::StackName" else { return false }
        return partial.replacing("${AWS::StackName}", with: stack.name) == name
    }

    private func resources(_ type: String, value: String) throws(JSONFault) -> [Named] {
        var all: [Named] = []
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
                all.append((stack, name, value))
            }
        }
        return all
    }

    /// The one value among those that a stack can look up; of several the one of its own stage.
    private func only(_ found: [Named], for stack: TemplateStack) throws(JSONFault) -> Tree? {
        var found = found.filter { !stack.isApart(from: $0.stack) }
        if found.count > 1 { found = found.filter { $0.stack.file.assembly == stack.file.assembly } }
        guard found.count == 1, let only = found.first else { return nil }
        return try only.stack.evaluation().value(only.value)
    }
}

extension TemplateFile {
    /// Whether a stack is made of it by itself: in a folder with a manifest, what the manifest names.
    var isDeployed: Bool { assembly == nil || environment != nil }
}

extension ReadError {
    /// An error at a place of a template.
    init(_ fault: JSONFault, in file: TemplateFile) {
        self.init(file: file.origin.file, place: .path(fault.whole, document: nil), problem: fault.problem)
    }
}
