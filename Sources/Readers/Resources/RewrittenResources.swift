import CoreModel

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

    /// Where what is wrong stands, and the number of its part.
    private struct Fault: Error {
        var place: String
        var problem: ReadError.Problem
        var part = 0
    }

    /// Reads resources of several files as one source.
    static func read(_ parts: [Part], into collector: inout Collector) throws(ReadError) {
        do throws(Fault) {
            try readTogether(parts, into: &collector)
        } catch {
            let file = parts.indices.contains(error.part) ? parts[error.part].origin.file : ""
            throw ReadError(file: file, place: .path(error.place, document: nil), problem: error.problem)
        }
    }

    /// Reads resources as one source; `lack` names what the document leaves out, where it does.
    static func read(
        _ resources: [RewrittenResource], from origin: Origin, lacking lack: String? = nil, into collector: inout Collector
    ) throws(JSONFault) {
        do throws(Fault) {
            try readTogether([Part(origin: origin, resources: resources)], lacking: lack, into: &collector)
        } catch {
            throw JSONFault(told: error.place, problem: error.problem)
        }
    }

    private static func readTogether(
        _ parts: [Part], lacking lack: String? = nil, into collector: inout Collector
    ) throws(Fault) {
        let all = parts.flatMap(\.resources)
        let input = InputBytes(TreeJSON.bytes(.list(all.map(\.values))))
        let parser = JSONParser()
        defer { withExtendedLifetime((input, parser)) {} }
        guard let root = try? parser.parse(input.bytes), let elements = try? root.elements() else {
            // Only what was nested almost too deep can be too deep now.
            throw Fault(place: "a resource", problem: .badValue("is nested too deep"))
        }
        var values = elements.makeIterator()
        let own = parts.map { part in
            let resources = part.resources.compactMap { resource in
                values.next().map {
                    TerraformResource(type: resource.type, isManaged: resource.isManaged, values: $0, address: resource.address)
                }
            }
            return (origin: part.origin, resources: resources)
        }
        do {
            try TerraformResources.read(own, lacking: lack, into: &collector)
        } catch {
            throw Fault(
                place: place(error.whole, in: all), problem: error.problem, part: part(number(error.whole), of: parts))
        }
    }

    /// The number of the part that has a resource, by the resource's number among all.
    private static func part(_ number: Int?, of parts: [Part]) -> Int {
        guard let number else { return 0 }
        var end = 0
        return parts.firstIndex { part in
            end += part.resources.count
            return number < end
        } ?? 0
    }

    /// "$[3].ingress[0].protocol" as "aws_security_group.rds.ingress[0].protocol".
    private static func place(_ path: String, in resources: [RewrittenResource]) -> String {
        guard let number = number(path), resources.indices.contains(number), let end = path.firstIndex(of: "]") else {
            return path
        }
        let resource = resources[number]
        let rest = String(path[path.index(after: end)...])
        guard resource.isTemplate else { return resource.address + rest }
        let isEgress = resource.type == .groupRule && resource.values["type"]?.string == "egress"
        return resource.address + CloudFormationPlace.text(rest, isEgress: isEgress)
    }

    private static func number(_ path: String) -> Int? {
        guard path.hasPrefix("$["), let end = path.firstIndex(of: "]") else { return nil }
        return Int(path[path.index(path.startIndex, offsetBy: 2)..<end])
    }
}
