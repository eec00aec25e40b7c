/// Reads `aws cloudformation get-template`: the template is an object where it was written as JSON, else a text.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/cloudformation/get-template.html#output
enum TemplateAnswer {
    static func matches(_ root: JSONValue) -> Bool { root.has("TemplateBody") }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        let body = try root.required("TemplateBody")
        if body.kind == .object {
            guard CloudFormationTemplate.matches(body) else { throw body.fault(notTemplate) }
            collector.templates.add(template: body, from: origin.managed(byTemplate: body))
            return
        }
        for tree in try trees(body) {
            try TreeReading.read(tree, at: "$.TemplateBody") { template throws(JSONFault) in
                guard CloudFormationTemplate.matches(template) else { throw template.fault(notTemplate) }
                collector.templates.add(template: template, from: origin.managed(byTemplate: template))
            }
        }
    }

    private static let notTemplate = ReadError.Problem.badValue("is no template with resources")

    /// The documents of a body that is a text: one of JSON, or YAML.
    private static func trees(_ body: JSONValue) throws(JSONFault) -> [Tree] {
        let text = try body.text()
        guard !text.isEmpty else { throw body.fault(.badValue("is empty")) }
        if let tree = Tree(json: text.string) { return [tree] }
        do {
            return try YAMLTree.documents(text.bytes)
        } catch {
            let place = error.line.map { ", line \($0)" } ?? ""
            throw body.fault(.badValue("is no template: \(error.what)\(place)"))
        }
    }
}
