/// Something of a template that adds rules which only a deployment shows: a loop, a macro, a transformation.
///
/// A loop over what is not settled and every macro are not carried out. What they may add is left open under its name, so that
/// answers that rest on it depend.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html and
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
struct TemplateMaker {
    /// What answers call it.
    var name: String
    var addsIngress = true
    var addsEgress = true

    private init(name: String, addsIngress: Bool = true, addsEgress: Bool = true) {
        self.name = name
        self.addsIngress = addsIngress
        self.addsEgress = addsEgress
    }

    /// A rule resource whose properties a function makes; nil where all of them stand there.
    init?(ruleResource id: String, _ type: String, _ properties: Tree) {
        let isIngress = type == "AWS::EC2::SecurityGroupIngress"
        guard isIngress || type == "AWS::EC2::SecurityGroupEgress", let function = Self.function(properties) else { return nil }
        self.init(name: "\(function) of \(id)", addsIngress: isIngress, addsEgress: !isIngress)
    }

    /// The macros of a template, and the functions among its resources.
    static func all(_ root: Tree, resources: [TreeMember]) -> [TemplateMaker] {
        let named = root["Transform"].map { $0.string.map { [$0] } ?? $0.elements.map { $0.string ?? $0["Name"]?.string ?? "" } }
        // AWS's own add no rules to groups of the template; a file that is included may hold anything.
        let macros = (named ?? []).filter { !$0.hasPrefix("AWS::") || $0 == "AWS::Include" }.map {
            TemplateMaker(name: "macro \($0)")
        }
        let functions = resources.filter { $0.key.hasPrefix("Fn::") }
        return macros
            + functions.compactMap { member in
                guard member.key.hasPrefix("Fn::ForEach") else { return TemplateMaker(name: member.key) }
                var types: Set<String> = []
                collectTypes(member.value, into: &types)
                let maker = TemplateMaker(
                    name: member.key, addsIngress: types.contains("AWS::EC2::SecurityGroupIngress"),
                    addsEgress: types.contains("AWS::EC2::SecurityGroupEgress"))
                if types.contains("") { return TemplateMaker(name: member.key) }
                return maker.addsIngress || maker.addsEgress ? maker : nil
            }
    }

    /// The types of the resources that a loop makes; an empty one where a type is made by a function.
    private static func collectTypes(_ tree: Tree, into types: inout Set<String>) {
        for element in tree.elements { collectTypes(element, into: &types) }
        for member in tree.members {
            if member.key.hasPrefix("Fn::Transform") { types.insert("") }
            if member.key == "Type" {
                types.insert(member.value.string ?? "")
            } else {
                collectTypes(member.value, into: &types)
            }
        }
    }

    /// A group with what may be added to its rules.
    static func open(_ resource: CloudFormationResource, _ makers: [TemplateMaker]) -> CloudFormationResource {
        guard resource.type == "AWS::EC2::SecurityGroup" else { return resource }
        var all = makers
        if let function = function(resource.properties) {
            all.append(TemplateMaker(name: "\(function) of \(resource.logicalID)"))
        }
        var changed = resource
        for (key, added) in [
            ("SecurityGroupIngress", all.filter(\.addsIngress)), ("SecurityGroupEgress", all.filter(\.addsEgress)),
        ] where !added.isEmpty {
            let own = resource.properties[key]
            if own?.unknown != nil { continue }
            let open = added.map { Tree.unknown(Tree.Unknown(name: $0.name)) }
            changed.properties = changed.properties.setting(key, .list((own?.elements ?? []) + open))
        }
        return changed
    }

    /// The function that stands among the members of an object.
    static func function(_ tree: Tree) -> String? { tree.members.first { $0.key.hasPrefix("Fn::") }?.key }
}
