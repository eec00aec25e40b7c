import CoreModel

/// The templates of all inputs, which are read together when all are there: they are one system.
struct TemplateSet {
    private var files: [TemplateFile] = []
    private var environments: [String: TemplateEnvironment] = [:]
    private var assemblies: Set<String> = []
    /// The templates that asset manifests name, by folder and object.
    private var assets: [String: String] = [:]

    /// Whether an object is the manifest of a cloud assembly, that of its assets, its tree of constructs, what it notes of them, or the file
    /// `cdk.out` that tells its version alone.
    ///
    /// Source: https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema
    static func isManifest(_ root: JSONValue) -> Bool {
        guard let version = root.member(named: "version") else { return isMetadata(root) }
        if root.count == 1, version.kind == .text { return true }
        if root.has("artifacts") || root.has("tree") { return true }
        // Manifests of assets leave out what there is none of.
        let kinds = (root.has("files") ? 1 : 0) + (root.has("dockerImages") ? 1 : 0)
        return kinds == 2 || kinds == 1 && root.count == 2 && version.kind == .text
    }

    /// Whether an object tells of constructs by their paths where they were made (`STACK.metadata.json`).
    private static func isMetadata(_ root: JSONValue) -> Bool {
        guard let members = try? root.members(), root.count > 0 else { return false }
        return members.allSatisfy { key, value in
            guard key.hasPrefix("/"), let entries = try? value.elements(), let first = entries.first,
                let type = (try? first.text("type")) ?? nil
            else { return false }
            return type.hasPrefix("aws:cdk:")
        }
    }

    mutating func add(template root: JSONValue, from origin: Origin) {
        files.append(TemplateFile(origin: origin, root: Tree(root), values: root.after - root.index))
    }

    /// Keeps what a manifest says of the templates beside it.
    mutating func add(manifest root: JSONValue, from origin: Origin) {
        let tree = Tree(root)
        let folder = TemplateFile.folder(TemplateFile.path(origin.file))
        for file in tree["files"]?.members ?? [] {
            guard let path = file.value["source"]?["path"]?.string else { continue }
            let objects = (file.value["destinations"]?.members ?? []).compactMap { $0.value["objectKey"]?.string }
            for object in objects + [file.key, "\(file.key).json"] {
                if let last = object.split(separator: "/").last { assets[folder + last] = folder + path }
            }
        }
        guard let artifacts = tree["artifacts"]?.members else { return }
        assemblies.insert(folder)
        for artifact in artifacts where artifact.value["type"]?.string == "aws:cloudformation:stack" {
            let properties = artifact.value["properties"]
            guard let path = properties?["templateFile"]?.string else { continue }
            environments[TemplateFile.path(folder + path)] = TemplateEnvironment(
                manifest: artifact.value["environment"]?.string,
                stackName: properties?["stackName"]?.string ?? artifact.key)
        }
    }

    func read(into collector: inout Collector) throws(ReadError) {
        if files.isEmpty { return }
        let files = placed(&collector)
        let system = try TemplateSystem(
            files, assemblies: assemblies, assets: assets, parameters: collector.options.parameters)
        let unread = files.count - Set(system.stacks.map(\.place)).count
        if unread > 0 {
            let what = unread == 1 ? "1 template is" : "\(unread) templates are"
            collector.builder.note("\(what) beside a manifest that has no stack of \(unread == 1 ? "it" : "them"): not read")
        }
        for stack in system.stacks { try check(stack, &collector) }
        var reading = TemplateReading(system)
        try reading.read(into: &collector)
    }

    /// The files with what manifests say of them, each once: a template beside an equal one is a copy of it.
    private func placed(_ collector: inout Collector) -> [TemplateFile] {
        var byFolder: [String: [Tree: Int]] = [:]
        var byPath: [String: Set<Tree>] = [:]
        var result: [TemplateFile] = []
        for var file in files {
            let path = file.path
            let folder = TemplateFile.folder(path)
            // What is named twice is one; several documents of one file are several.
            guard byPath[path, default: []].insert(file.root).inserted else { continue }
            file.environment = environments[path]
            file.assembly = assemblies.filter { folder.hasPrefix($0) }.max { $0.count < $1.count }
            if file.assembly == nil {
                if let known = byFolder[folder]?[file.root] {
                    let kept = result[known].origin.file
                    collector.builder.note("\(file.origin.file) is the same template as \(kept): read once")
                    result[known].copies.append(path)
                    continue
                }
                byFolder[folder, default: [:]][file.root] = result.count
            }
            result.append(file)
        }
        return result
    }

    /// A value that a template does not allow would not be deployed.
    private func check(_ stack: TemplateStack, _ collector: inout Collector) throws(ReadError) {
        let given = collector.options.parameters
        for parameter in stack.file.root["Parameters"]?.members ?? [] {
            collector.usedParameters.insert(parameter.key)
            guard !stack.isNested, let value = given[parameter.key],
                let allowed = parameter.value["AllowedValues"]?.elements.compactMap(\.scalar), !allowed.isEmpty,
                !allowed.contains(value)
            else { continue }
            throw ReadError(
                file: stack.file.origin.file, place: .path("$.Parameters.\(parameter.key)", document: nil),
                problem: .badValue("does not allow \"\(value)\", only \(allowed.joined(separator: ", "))"))
        }
    }
}
