import Reachability
import Readers
import CoreModel
import Testing

@Suite("Templates that nest others")
struct TemplateNestedTests {
    private static let child = """
        Parameters: {Port: {Type: Number}, Source: {Type: 'List<AWS::EC2::SecurityGroup::Id>'}, Made: {Type: String, Default: 'yes'}}
        Conditions: {IsMade: !Equals [!Ref Made, 'yes']}
        Resources:
          Sg:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: x
              VpcId: vpc-1
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, SourceSecurityGroupId: !Select [0, !Ref Source]}
        Outputs: {Id: {Value: !GetAtt Sg.GroupId}}

        """

    private static let root = """
        Parameters: {Port: {Type: Number}}
        Resources:
          Edge: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: edge, VpcId: vpc-1}}
          Web: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./child.yaml, Parameters: {Port: 80, Source: !GetAtt Edge.GroupId}}}
          Api: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Port: !Ref Port, Source: !Join [',', [!GetAtt Web.Outputs.Id]]}}}
          Last: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: last, VpcId: vpc-1, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: !GetAtt Api.Outputs.Id}]}}

        """

    @Test("A template that two nested stacks are made of is two stacks, each with its parent's values")
    func nested() throws {
        let inventory = try System("nested", [("stacks/root.yaml", Self.root), ("stacks/child.yaml", Self.child)], []).read()
        for question in [
            Expected("Edge -> root/Web/Sg:80", .allowed), Expected("Edge -> root/Web/Sg:81", .blocked),
            Expected("root/Web/Sg -> root/Api/Sg:8080", .depends, because: "parameter root/Port"),
            Expected("Edge -> root/Api/Sg:8080", .blocked), Expected("root/Api/Sg -> Last:1", .allowed),
            Expected("root/Web/Sg -> Last:1", .blocked),
        ] { try question.check(inventory) }
        #expect(inventory.loadedGroups.count == 4)
    }

    @Test(
        "A nested stack that is made only perhaps, or not at all",
        arguments: [
            ("", "'no'", 1, nil), ("", "'yes'", 2, .allowed), ("Parameters: {P: {Type: String}}\n", "!Ref P", 2, .depends),
        ] as [(String, String, Int, Verdict?)])
    func conditional(_ parameters: String, _ value: String, _ groups: Int, _ verdict: Verdict?) throws {
        let root = """
            \(parameters)Conditions: {Is: !Equals [\(value), 'yes']}
            Resources:
              Edge: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: edge, VpcId: vpc-1}}
              Web: {Type: AWS::CloudFormation::Stack, Condition: Is, Properties: {TemplateURL: child.yaml, Parameters: {Port: 80, Source: !Ref Edge}}}

            """
        let inventory = try System("x", [("root.yaml", root), ("child.yaml", Self.child)], []).read()
        #expect(inventory.loadedGroups.count == groups)
        if let verdict { try Expected("Edge -> Sg:80", verdict).check(inventory) }
    }

    private static let stored = """
        Resources:
          Db: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: db, VpcId: vpc-1}}
          Stored: {Type: AWS::SSM::Parameter, Properties: {Name: /net/db, Type: String, Value: !GetAtt Db.GroupId}}
          Office: {Type: AWS::SecretsManager::Secret, Properties: {Name: office, SecretString: 198.51.100.0/24}}

        """

    @Test(
        "What a nested stack stores counts where the stack is made; another stack's value may decide that",
        arguments: [("prod", Verdict.allowed), ("test", .depends)])
    func storedByNested(stage: String, verdict: Verdict) throws {
        let root = """
            Parameters: {Stage: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /stage}}
            Conditions: {Is: !Equals [!Ref Stage, prod]}
            Resources:
              Net: {Type: AWS::CloudFormation::Stack, Condition: Is, Properties: {TemplateURL: net.yaml}}

            """
        let account =
            "Resources: {S: {Type: AWS::SSM::Parameter, Properties: {Name: /stage, Type: String, Value: \(stage)}}}\n"
        let app = """
            Resources:
              App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: app, VpcId: vpc-1}}
              Web:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  VpcId: vpc-1
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: '{{resolve:ssm:/net/db}}'}
                    - {IpProtocol: tcp, FromPort: 2, ToPort: 2, CidrIp: '{{resolve:secretsmanager:office:SecretString}}'}

            """
        let inventory = try System(
            "x", [("root.yaml", root), ("net.yaml", Self.stored), ("app.yaml", app), ("account.yaml", account)], []
        ).read()
        #expect(inventory.loadedGroups.count == (verdict == .allowed ? 3 : 2))
        try Expected("198.51.100.7 -> Web:2", verdict).check(inventory)
        try Expected("App -> Web:1", verdict == .allowed ? .blocked : .depends).check(inventory)
    }

    @Test("A nested stack whose template is not loaded leaves its outputs open and gives no group of the parent a rule")
    func absent() throws {
        let inventory = try System("x", [("root.yaml", Self.root + Self.ruleOfOutput)], []).read()
        try Expected("Edge -> Last:1", .depends, because: "Api.Outputs.Id").check(inventory)
        try Expected("Edge -> Edge:5432", .blocked).check(inventory)
        #expect(inventory.group(id: "Web.Outputs.Id").map { inventory[$0].ingress.count } == 1)
    }

    private static let ruleOfOutput =
        "  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt Web.Outputs.Id, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Edge}}\n"

    @Test("A nested stack finds its template where an equal file beside it was read in its place")
    func copied() throws {
        let nested = try System(
            "x",
            [
                ("root.yaml", Self.root.replacing("./child.yaml", with: "copy.yaml")), ("child.yaml", Self.child),
                ("copy.yaml", Self.child),
            ], []
        ).read()
        #expect(nested.loadedGroups.map { nested[nested[$0].id] }.sorted() == ["Edge", "Last", "root/Api/Sg", "root/Web/Sg"])
    }

    private static func nesting(_ file: String) -> String {
        "Resources: {A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: \(file)}}, B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: \(file)}}, Sg: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x}}}\n"
    }

    @Test("Templates that nest each other in a circle are read once each, beside others")
    func circle() throws {
        let inventory = try System(
            "x", [("a.yaml", Self.nesting("b.yaml")), ("b.yaml", Self.nesting("a.yaml")), ("c.yaml", Self.nesting("none.yaml"))],
            []
        ).read()
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] }.sorted() == ["a/A/Sg", "a/B/Sg", "a/Sg", "c/Sg"])
    }

    @Test("Templates that nest ever more stacks are refused in one line")
    func doubling() {
        let all = (0..<14).map { (name: "t\($0).yaml", text: Self.nesting("t\($0 + 1).yaml")) }
        let message = Fixtures.message { _ = try System("x", all, []).read() }
        #expect(message?.hasSuffix(".yaml: nests stacks without end") ?? false, "\(message ?? "no error")")
    }
}
