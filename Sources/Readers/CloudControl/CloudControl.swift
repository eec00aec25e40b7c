import CoreModel

/// Reads what Cloud Control tells: `aws cloudcontrol list-resources` and `get-resource`.
///
/// The properties are those of CloudFormation, as a text, of a resource that stands: its ids are AWS's, and nothing is added to what is
/// told. Many types list the id alone: then the rest is not known.
///
/// Source: https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ResourceDescription.html
enum CloudControl {
    static func matches(_ root: JSONValue) -> Bool {
        root.has("TypeName") && (root.has("ResourceDescriptions") || root.has("ResourceDescription"))
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        let type = try root.requiredText("TypeName").string
        var descriptions: [(value: JSONValue, place: String)] = []
        if let own = try root.member("ResourceDescription") { descriptions.append((own, "$.ResourceDescription")) }
        for (number, own) in try root.elements("ResourceDescriptions").enumerated() {
            descriptions.append((own, "$.ResourceDescriptions[\(number)]"))
        }
        if try root.text("NextToken") != nil { collector.noteCut("resources", in: origin) }
        collector.builder.noteListing(origin.listing(.resources))
        guard CloudFormationResource.hasID(type) else { return }
        for (value, place) in descriptions {
            let identifier = try value.requiredText("Identifier").string
            var properties = Tree.object([])
            if let told = try value.member("Properties") {
                guard told.kind == .text else {
                    properties = Tree(told)
                    collector.cloudControl.add(type, identifier, properties, place, from: origin)
                    continue
                }
                guard let tree = Tree(json: try told.text().string) else {
                    throw told.fault(.badValue("is a text that is no JSON"))
                }
                properties = tree
            }
            collector.cloudControl.add(type, identifier, properties, place, from: origin)
        }
    }
}

/// The resources of Cloud Control of all inputs, which are read together at the end: a subnet tells the VPC of an interface.
struct CloudControlSet {
    private var parts: [(origin: Origin, resources: [CloudFormationResource])] = []
    private var places: [String: Int] = [:]

    mutating func add(_ type: String, _ identifier: String, _ properties: Tree, _ place: String, from origin: Origin) {
        let resource = LiveResource.resource(type, identifier, properties)
        let number = places[origin.file] ?? parts.count
        if number == parts.count {
            places[origin.file] = number
            parts.append((origin, []))
        }
        parts[number].resources.append(resource)
    }

    func read(into collector: inout Collector) throws(ReadError) {
        if parts.isEmpty { return }
        let all = parts.flatMap(\.resources)
        let context = CloudFormationContext(all, listed: collector.builder.defaultGroups())
        var rewritten: [RewrittenResource.Part] = []
        for part in parts {
            var own: [RewrittenResource] = []
            for resource in part.resources {
                do {
                    own += try LiveResource.rewritten(resource, context)
                } catch {
                    throw ReadError(file: part.origin.file, place: .path(error.whole, document: nil), problem: error.problem)
                }
            }
            rewritten.append(RewrittenResource.Part(origin: part.origin, resources: own))
        }
        try RewrittenResource.read(rewritten, into: &collector)
        for resource in all { CloudFormationOwner.add(resource, context, into: &collector) }
    }
}
