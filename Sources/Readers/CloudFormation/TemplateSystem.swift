/// All stacks that were read, as one system: what a stack exports, stores or hands on is known to the others.
final class TemplateSystem {
    let parameters: [String: String]
    let work = TemplateEvaluation.Work()
    /// Parents before the stacks that they make.
    private(set) var stacks: [TemplateStack] = []
    private var sharedIDs: Set<String> = []
    private var sharedParameters: Set<String> = []
    private let stages: Set<String>

    /// What stacks tell each other by name; nil until it is asked for.
    var exports: TemplateValues?
    /// What each export's value is, where it is settled.
    var exportedIDs: [String?]?
    var store: TemplateValues?
    var secrets: TemplateValues?

    /// `assets` are the templates that asset manifests name, by folder and object.
    init(
        _ files: [TemplateFile], assemblies: Set<String>, assets: [String: String], parameters: [String: String]
    ) throws(ReadError) {
        self.parameters = parameters
        // A stage is an assembly within another one.
        stages = assemblies.filter { inner in assemblies.contains { $0 != inner && inner.hasPrefix($0) } }
        for file in files { work.budget += 4 * file.values }
        let paths = files.enumerated().flatMap { place, file in ([file.path] + file.copies).map { ($0, place) } }
        let places = Dictionary(paths) { first, _ in first }
        let names = Self.names(files)
        // First each on its own, to see which others it makes.
        var made: Set<Int> = []
        for (place, file) in files.enumerated() {
            let stack = TemplateStack(file, place: place, name: names[place], in: self)
            for (_, target) in try Self.nested(stack, places, assets) where target != place { made.insert(target) }
        }
        let roots = files.indices.filter { !made.contains($0) }
        // What only makes each other has no parent: the first of them is taken for one.
        for place in roots + files.indices where files[place].isDeployed && !stacks.contains(where: { $0.place == place }) {
            let stack = TemplateStack(files[place], place: place, name: names[place], in: self)
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
