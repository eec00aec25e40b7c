import Reachability
import Readers
import CoreModel
import Testing

@Suite("Functions of a template")
struct TemplateFunctionTests {
    private static let head = """
        Parameters:
          Office: {Type: String}
          Ports: {Type: CommaDelimitedList, Default: '22, 23'}
          Open: {Type: CommaDelimitedList}
        Mappings: {Nets: {eu: {office: 198.18.1.0/24, ports: ['22', '24']}}}

        """

    /// The group Web with one rule on 22, or with what stands in its place.
    private static func web(_ cidr: String, port: String = "22", more: String = "") -> String {
        head + """
            Resources:
              V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
              Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w, VpcId: vpc-1, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: \(port), ToPort: \(port), CidrIp: \(cidr)}]}}
            \(more)

            """
    }

    /// How the block 198.18.1.0/24 can be written.
    private static let blocks = [
        "!Select [1, !Cidr [198.18.0.0/16, 4, 8]]",
        "!Select [1, !Cidr [!Select [0, !Cidr [198.18.0.0/15, '2', 16]], 256, '8']]",
        "!Select [1, !Split [',', !Join [',', !Cidr [198.18.0.0/16, 2, 8]]]]",
        "!Join ['.', ['198', '18', '1', '0/24']]",
        "!Join ['/', [!Select [0, !Split ['/', 198.18.1.0/16]], '24']]",
        "!FindInMap [Nets, eu, office]",
        "{'Fn::FindInMap': [Nets, us, office, {DefaultValue: 198.18.1.0/24}]}",
        "!Sub ['198.18.${N}.0/24', {N: {'Fn::Length': [a]}}]",
        "!Sub ['198.18.${N}.0/24', {N: {'Fn::Length': !Split [',', x]}}]",
    ]

    @Test("A block that is cut out, joined or looked up is known", arguments: blocks)
    func block(_ cidr: String) throws {
        let inventory = try Fixtures.read(text: Self.web(cidr))
        for question in [
            Expected("198.18.1.5 -> Web:22", .allowed), Expected("198.18.2.5 -> Web:22", .blocked),
            Expected("198.18.0.255 -> Web:22", .blocked),
        ] { try question.check(inventory) }
    }

    @Test(
        "What a function is not told, or told wrongly, stays open and is named",
        arguments: [
            ("!Select [1, !Cidr [!Ref Office, 4, 8]]", "parameter Office"),
            ("!Select [0, !Cidr [198.18.0.0/16, 300, 8]]", "Fn::Cidr"), ("!Select [0, !Cidr [198.18.0.0/24, 4, 8]]", "Fn::Cidr"),
            ("!Select [0, !Ref Open]", "parameter Open"), ("!Sub '${Office}/32'", "parameter Office"),
            ("!ImportValue office", "import office"), ("'{{resolve:ssm:/office}}'", "resolve:ssm:/office"),
            ("'{{resolve:ssm-secure:/office:2}}'", "resolve:ssm-secure:/office:2"),
            ("'{{resolve:ssm:/office}}/32'", "resolve:ssm:/office"),
        ])
    func open(_ cidr: String, _ name: String) throws {
        let inventory = try Fixtures.read(text: Self.web(cidr))
        try Expected("198.18.1.5 -> Web:22", .depends, because: name).check(inventory)
        try Expected("198.18.1.5 -> Web:23", .blocked).check(inventory)
    }

    /// A port, what makes it known, and whether it is 22.
    private static let ports: [(String, String, Verdict)] = [
        ("!GetAtt Db.Endpoint.Port", "  Db: {Type: AWS::RDS::DBInstance, Properties: {Port: '22'}}", .allowed),
        ("!GetAtt Db.Endpoint.Port", "  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres}}", .depends),
        ("!GetAtt Db.Endpoint.Port", "  Db: {Type: AWS::RDS::DBCluster, Properties: {Port: 5432}}", .blocked),
        (
            "!GetAtt Db.Endpoint.Port",
            "  Db: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref C}}\n  C: {Type: AWS::RDS::DBCluster, Properties: {Port: 22}}",
            .allowed
        ),
        ("!GetAtt Db.PrimaryEndPoint.Port", "  Db: {Type: AWS::ElastiCache::ReplicationGroup, Properties: {Port: 22}}", .allowed),
        (
            "!GetAtt Db.Endpoint.Port", "  Db: {Type: AWS::Redshift::Cluster, Properties: {Port: !Select [0, !Ref Ports]}}",
            .allowed
        ),
        ("!Select [1, !Ref Ports]", "", .blocked), ("!Select [0, !FindInMap [Nets, eu, ports]]", "", .allowed),
        ("'{{resolve:ssm:/port}}'", "", .depends),
    ]

    @Test("A database that says its port is listened to there", arguments: ports)
    func port(_ port: String, _ more: String, _ verdict: Verdict) throws {
        let inventory = try Fixtures.read(text: Self.web("0.0.0.0/0", port: port, more: more))
        try Expected("internet -> Web:22", verdict).check(inventory)
    }

    // MARK: Loops

    private static func loop(_ list: String) -> String {
        head + """
            Transform: AWS::LanguageExtensions
            Resources:
              Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w, VpcId: vpc-1}}
              'Fn::ForEach::Ports':
                - Port
                - \(list)
                - 'Rule${Port}':
                    Type: AWS::EC2::SecurityGroupIngress
                    Properties: {GroupId: !Ref Web, IpProtocol: tcp, FromPort: !Ref Port, ToPort: '${Port}', CidrIp: 0.0.0.0/0}

            """
    }

    @Test(
        "A loop is carried out over what is settled",
        arguments: [
            ("[22, 23]", .allowed, .blocked), ("!Ref Ports", .allowed, .blocked),
            ("!FindInMap [Nets, eu, ports]", .allowed, .allowed),
            ("!Ref Open", .depends, .depends), ("[]", .blocked, .blocked),
        ] as [(String, Verdict, Verdict)])
    func loops(_ list: String, _ ssh: Verdict, _ other: Verdict) throws {
        let inventory = try Fixtures.read(text: Self.loop(list))
        try Expected("internet -> Web:22", ssh, because: ssh == .depends ? "Fn::ForEach::Ports" : nil).check(inventory)
        try Expected("internet -> Web:24", other).check(inventory)
    }

    @Test("Loops within loops, in resources, properties and outputs")
    func nestedLoops() throws {
        let text = """
            Transform: AWS::LanguageExtensions
            Resources:
              'Fn::ForEach::Tiers':
                - Tier
                - [web-1, db-1]
                - 'Group&{Tier}':
                    Type: AWS::EC2::SecurityGroup
                    Properties: {GroupDescription: !Sub '${Tier}', GroupName: '${Tier}', VpcId: vpc-1}
                  'Fn::ForEach::Ports':
                    - Port
                    - ['80', '81']
                    - 'Rule&{Tier}${Port}':
                        Type: AWS::EC2::SecurityGroupIngress
                        Properties: {GroupId: !Ref 'Group&{Tier}', IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0}
            Outputs:
              'Fn::ForEach::Out':
                - Tier
                - [web-1, db-1]
                - 'Out&{Tier}': {Value: !GetAtt 'Group&{Tier}.GroupId', Export: {Name: 'tier-${Tier}'}}

            """
        let other =
            "Resources: {In: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: i, VpcId: vpc-1, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: !ImportValue tier-db-1}]}}}"
        let inventory = try Fixtures.read(documents: [("a.yaml", text), ("b.yaml", other)])
        for question in [
            Expected("internet -> Groupweb1:81", .allowed), Expected("internet -> Groupdb1:80", .allowed),
            Expected("internet -> Groupdb1:82", .blocked), Expected("Groupdb1 -> In:1", .allowed),
            Expected("Groupweb1 -> In:1", .blocked),
        ] { try question.check(inventory) }
    }

    @Test(
        "Values as JSON decide a condition",
        arguments: [("'{\"a\":[\"1\"]}'", .allowed), ("'{}'", .blocked)] as [(String, Verdict)])
    func json(_ text: String, _ verdict: Verdict) throws {
        let template = """
            Transform: AWS::LanguageExtensions
            Conditions: {Is: !Equals [{'Fn::ToJsonString': {a: ['1']}}, \(text)]}
            Resources:
              Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w, VpcId: vpc-1}}
              Rule: {Type: AWS::EC2::SecurityGroupIngress, Condition: Is, Properties: {GroupId: !Ref Web, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}}

            """
        try Expected("internet -> Web:22", verdict).check(try Fixtures.read(text: template))
    }

    // MARK: What is not asked about

    @Test(
        "Ranges and addresses that are not settled leave the file readable",
        arguments: [
            "V2: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Office}}",
            "V2: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Sub '${Office}.0.0/16'}}",
            "V2: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !ImportValue x}}",
            "N: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: !Select [0, !Cidr [!Ref Office, 4, 8]]}}",
            "N: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, CidrBlock: 198.18.1.0/24, Ipv6CidrBlock: !Select [0, !GetAtt V.Ipv6CidrBlocks]}}",
            "B: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, CidrBlock: !Ref Office}}",
            "B: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref Office, CidrBlock: 10.9.0.0/16}}",
            "P: {Type: AWS::EC2::PrefixList, Properties: {PrefixListName: p, AddressFamily: IPv4, MaxEntries: 1, Entries: [{Cidr: !Ref Office}]}}",
            "I: {Type: AWS::EC2::Instance, Properties: {PrivateIpAddress: !Ref Office}}",
            "I: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref Office, PrivateIpAddress: !Sub '${Office}.5'}}",
            "I: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: x, PrivateIpAddresses: [{Primary: true, PrivateIpAddress: !Ref Office}]}}",
        ])
    func unsettled(_ resource: String) throws {
        let inventory = try Fixtures.read(text: Self.web("0.0.0.0/0", more: "  \(resource)"))
        try Expected("internet -> Web:22", .allowed).check(inventory)
        try Expected("internet -> Web:23", .blocked).check(inventory)
    }

    @Test("A range that is not settled is said to be")
    func said() throws {
        let inventory = try Fixtures.read(
            text: Self.web("0.0.0.0/0", more: "  V2: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Office}}"))
        #expect(inventory.notices.contains { $0.contains("leaves open: parameter Office") }, "\(inventory.notices)")
    }

    @Test(
        "An error names the template's own properties",
        arguments: [
            ("CidrIp: 10.0.0/8", "Web.SecurityGroupIngress[0].CidrIp is wrong: "),
            ("CidrIpv6: 10.0.0.0/8", "Web.SecurityGroupIngress[0].CidrIpv6 is \"10.0.0.0/8\", expected an IPv6 block"),
            ("IpProtocol: carrier, CidrIp: 10.0.0.0/8", "Web.SecurityGroupIngress[0].IpProtocol is \"carrier\", no protocol; "),
            (
                "IpProtocol: tcp, FromPort: 90000, ToPort: 90000, CidrIp: 10.0.0.0/8",
                "Web.SecurityGroupIngress[0].FromPort is wrong: "
            ),
        ])
    func errors(_ rule: String, _ message: String) {
        let isWhole = rule.hasPrefix("IpProtocol")
        let text =
            "Resources: {Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: w, SecurityGroupIngress: [{\(isWhole ? "" : "IpProtocol: '-1', ")\(rule)}]}}}"
        let found = Fixtures.message { _ = try Fixtures.read(text: text, name: "web.yaml") } ?? "no error"
        #expect(found.hasPrefix("web.yaml: \(message)"), "\(found)")
    }

    @Test("Loops within loops that make ever more are refused in one line")
    func loops() {
        let list = "[\((0..<20).map { "'\($0)'" }.joined(separator: ", "))]"
        var inner = "{'G${L0}': {Type: AWS::SQS::Queue}}"
        for level in 0..<5 { inner = "{'Fn::ForEach::L\(level)': [L\(level), \(list), \(inner)]}" }
        let message = Fixtures.message { _ = try Fixtures.read(text: "Resources: \(inner)\n") }
        #expect(message == "input.json: the template grows without end when its functions are evaluated")
    }
}
