import SecurityGroups

/// Resources of a plan, a template or a stack, rewritten as the attributes that a Terraform state would have of them.
///
/// So that one reader knows what the attributes mean. What the document leaves open is ``Tree/unknown(_:)``.
struct RewrittenResource {
    /// What the document calls it: its address, its logical id, its name.
    var address: String
    var type: TerraformType
    /// False for what the document only looks up.
    var isManaged = true
    var values: Tree
    /// Whether a template has it, whose properties have names of their own.
    var isTemplate = false

    /// Resources of one file.
    struct Part {
        var origin: Origin
        var resources: [RewrittenResource]
    }

    /// Reads resources of several files as one source.
    static func read(_ parts: [Part], into collector: inout Collector) throws(ReadError) {
        let all = parts.flatMap(\.resources)
        let input = InputBytes(TreeJSON.bytes(.list(all.map(\.values))))
        let parser = JSONParser()
        defer { withExtendedLifetime((input, parser)) {} }
        guard let root = try? parser.parse(input.bytes), let elements = try? root.elements() else {
            throw ReadError(
                file: parts.first?.origin.file ?? "", place: .path("a resource", document: nil),
                problem: .badValue("is nested too deep"))
        }
        var values = elements.makeIterator()
        var own: [(Origin, [TerraformResource])] = []
        for part in parts {
            var resources: [TerraformResource] = []
            for resource in part.resources {
                guard let value = values.next() else { break }
                resources.append(TerraformResource(type: resource.type, isManaged: resource.isManaged, values: value))
            }
            own.append((part.origin, resources))
        }
        do {
            try TerraformResources.read(own, into: &collector)
        } catch {
            var file = parts.first?.origin.file ?? ""
            if let number = number(error.whole) {
                var end = 0
                for part in parts {
                    end += part.resources.count
                    if number < end {
                        file = part.origin.file
                        break
                    }
                }
            }
            throw ReadError(file: file, place: .path(place(error.whole, in: all), document: nil), problem: error.problem)
        }
    }

    /// Reads resources as one source.
    static func read(
        _ resources: [RewrittenResource], from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        let input = InputBytes(TreeJSON.bytes(.list(resources.map(\.values))))
        let parser = JSONParser()
        defer { withExtendedLifetime((input, parser)) {} }
        var own: [TerraformResource] = []
        guard let root = try? parser.parse(input.bytes) else {
            // Only what was nested almost too deep can be too deep now.
            throw JSONFault(told: "a resource", problem: .badValue("is nested too deep"))
        }
        for (resource, values) in zip(resources, try root.elements()) {
            own.append(TerraformResource(type: resource.type, isManaged: resource.isManaged, values: values))
        }
        do {
            try TerraformResources.read(own, from: origin, into: &collector)
        } catch {
            throw JSONFault(told: place(error.whole, in: resources), problem: error.problem)
        }
    }

    /// "$[3].ingress[0].protocol" as "aws_security_group.rds.ingress[0].protocol".
    private static func place(_ path: String, in resources: [RewrittenResource]) -> String {
        guard let number = number(path), resources.indices.contains(number), let end = path.firstIndex(of: "]") else {
            return path
        }
        let resource = resources[number]
        let rest = String(path[path.index(after: end)...])
        return resource.address + (resource.isTemplate ? CloudFormationPlace.text(rest) : rest)
    }

    private static func number(_ path: String) -> Int? {
        guard path.hasPrefix("$["), let end = path.firstIndex(of: "]") else { return nil }
        return Int(path[path.index(path.startIndex, offsetBy: 2)..<end])
    }
}
