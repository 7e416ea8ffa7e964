<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>Acceptance</name>
    <message>
        <source>请盖章：{names}。交给申请人了吗</source>
        <translation>Please seal: {names}. Handed to the applicant?</translation>
    </message>
    <message>
        <source>请盖章：{names}；请申请人在{signed}上签字。都交好了吗</source>
        <translation>Please seal: {names}; let the applicant sign {signed}. All handed over?</translation>
    </message>
    <message>
        <source>已盖章，交给申请人</source>
        <translation>Sealed and handed over</translation>
    </message>
    <message>
        <source>拒绝签收</source>
        <translation>Refused to sign</translation>
    </message>
    <message>
        <source>以后再交</source>
        <translation>Hand over later</translation>
    </message>
    <message>
        <source>{title} {number}，出纸了吗</source>
        <translation>{title} {number}: did it come out?</translation>
    </message>
    <message>
        <source>{names} 共 {n} 份，出纸了吗</source>
        <translation>{names}, {n} in all: did they come out?</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否，重印</source>
        <translation>No, print again</translation>
    </message>
    <message>
        <source>以后再印</source>
        <translation>Print later</translation>
    </message>
    <message>
        <source>当场能改吗</source>
        <translation>Can it be put right here?</translation>
    </message>
    <message>
        <source>当场改好了</source>
        <translation>Put right here</translation>
    </message>
    <message>
        <source>改不了，写进补正</source>
        <translation>No, put it in the notice</translation>
    </message>
    <message>
        <source>为什么当场改不了</source>
        <translation>Why can it not be put right here?</translation>
    </message>
    <message>
        <source>申请人要带回去改</source>
        <translation>The applicant takes it home</translation>
    </message>
    <message>
        <source>手边没有所需的资料</source>
        <translation>What is needed is not at hand</translation>
    </message>
    <message>
        <source>须由不在场的人签字</source>
        <translation>Somebody absent must sign</translation>
    </message>
    <message>
        <source>改了什么（请申请人在更正处签字、写日期）</source>
        <translation>What was put right (the applicant signs and dates it there)</translation>
    </message>
    <message>
        <source>与自动核对不一致，以人工为准的理由</source>
        <translation>It differs from the automatic check: why the clerk's finding counts</translation>
    </message>
    <message>
        <source>这份材料怎么处理</source>
        <translation>What about this material?</translation>
    </message>
    <message>
        <source>容缺，以后补交</source>
        <translation>Defer, hand in later</translation>
    </message>
    <message>
        <source>告知承诺代替</source>
        <translation>A commitment stands in</translation>
    </message>
    <message>
        <source>容缺到哪一天</source>
        <translation>Deferred until which day?</translation>
    </message>
    <message>
        <source>清单外材料：名称和理由，会标记供监督查看</source>
        <translation>Material outside the list: name and reason, marked for supervision</translation>
    </message>
    <message>
        <source>再次要求补正的理由，会标记供监督查看</source>
        <translation>Reason for a second notice, marked for supervision</translation>
    </message>
    <message>
        <source>已受理，当场办结没有完成：{why}</source>
        <translation>Accepted; it could not be completed on the spot: {why}</translation>
    </message>
    <message>
        <source>请写明见证人；文书已交付的事实照样成立。</source>
        <translation>Name the witness; that the document was delivered holds all the same.</translation>
    </message>
    <message>
        <source>见证人姓名</source>
        <translation>Name of the witness</translation>
    </message>
    <message>
        <source>以后再登记</source>
        <translation>Record later</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
    <message>
        <source>号码</source>
        <translation> number</translation>
    </message>
    <message>
        <source>男</source>
        <translation>male</translation>
    </message>
    <message>
        <source>女</source>
        <translation>female</translation>
    </message>
    <message>
        <source>{n} 岁</source>
        <translation>aged {n}</translation>
    </message>
    <message>
        <source>已暂存，可随时接着办</source>
        <translation>Parked; go on at any time</translation>
    </message>
    <message>
        <source>有 {n} 份材料留在窗口，暂存不能代替收据</source>
        <translation>{n} materials stay at the counter; a draft is no receipt</translation>
    </message>
    <message>
        <source>材料齐全，可以受理</source>
        <translation>Complete: can be accepted</translation>
    </message>
    <message>
        <source>补正齐全，可以受理</source>
        <translation>Corrections complete: can be accepted</translation>
    </message>
    <message>
        <source>可以容缺受理</source>
        <translation>Can be accepted with a deferral</translation>
    </message>
    <message>
        <source>一次性补正告知</source>
        <translation>Correction notice, all defects at once</translation>
    </message>
    <message>
        <source>不予受理：不属于本机关职权</source>
        <translation>Not accepted: another authority is competent</translation>
    </message>
    <message>
        <source>不需要许可</source>
        <translation>No licence needed</translation>
    </message>
    <message>
        <source>先收件</source>
        <translation>Receive first</translation>
    </message>
    <message>
        <source>还没有核完</source>
        <translation>Not fully checked</translation>
    </message>
    <message>
        <source>还没有填完</source>
        <translation>Not fully filled in</translation>
    </message>
    <message>
        <source>现在提出的都可以受理</source>
        <translation>All that is filed now can be accepted</translation>
    </message>
    <message>
        <source>先问清要办哪些事项</source>
        <translation>First find out what is wanted</translation>
    </message>
    <message>
        <source>各事项结论不一，互不影响</source>
        <translation>Verdicts differ; none affects another</translation>
    </message>
    <message>
        <source>还差 {n} 个要点未核</source>
        <translation>{n} points to check</translation>
    </message>
    <message>
        <source>还差 {n} 处未核</source>
        <translation>{n} places to check</translation>
    </message>
    <message>
        <source>还差 {n} 处未填</source>
        <translation>{n} fields to fill in</translation>
    </message>
    <message>
        <source>继续核对 {n} 个</source>
        <translation>Go on checking: {n}</translation>
    </message>
    <message>
        <source>去填还差的 {n} 处</source>
        <translation>Fill in what is missing: {n}</translation>
    </message>
    <message>
        <source>办理整套并打印</source>
        <translation>Take the package and print</translation>
    </message>
    <message>
        <source>受理并打印</source>
        <translation>Accept and print</translation>
    </message>
    <message>
        <source>容缺受理并打印</source>
        <translation>Accept with deferral and print</translation>
    </message>
    <message>
        <source>打印收件凭证</source>
        <translation>Print intake receipt</translation>
    </message>
    <message>
        <source>打印补正告知书</source>
        <translation>Print the correction notice</translation>
    </message>
    <message>
        <source>打印不予受理决定书</source>
        <translation>Print the non-acceptance decision</translation>
    </message>
    <message>
        <source>打印不予受理通知书</source>
        <translation>Print the notice that none is required</translation>
    </message>
    <message>
        <source>本窗口收件，由{who}作出结论</source>
        <translation>Received here, decided by {who}</translation>
    </message>
    <message>
        <source>{name}未带</source>
        <translation>{name}: not brought</translation>
    </message>
    <message>
        <source>{name}容缺，{until} 前补交</source>
        <translation>{name}: deferred, to be brought by {until}</translation>
    </message>
    <message>
        <source>材料退还申请人，再暂存</source>
        <translation>Give materials back, then park</translation>
    </message>
    <message>
        <source>接着办</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>原来的事项已停办，申请人信息还在，请重新选事项</source>
        <translation>The item is no longer handled; the applicant's details are kept, please choose another item</translation>
    </message>
    <message>
        <source>上次没有办完：{title}</source>
        <translation>Not finished last time: {title}</translation>
    </message>
    <message>
        <source>先放着</source>
        <translation>Leave it for now</translation>
    </message>
    <message>
        <source>没办完的已暂存，可随时接着办</source>
        <translation>What was not finished is parked; go on at any time</translation>
    </message>
    <message>
        <source>都已交还、已交付</source>
        <translation>All handed back and handed over</translation>
    </message>
    <message>
        <source>还有没交的，照实记下</source>
        <translation>Not all of it; record it so</translation>
    </message>
    <message>
        <source>请交还原件：{names}</source>
        <translation>Hand back the originals: {names}</translation>
    </message>
    <message>
        <source>请交付文书：{names}</source>
        <translation>Hand over the documents: {names}</translation>
    </message>
    <message>
        <source>请取下身份证</source>
        <translation>Please take the card off the reader</translation>
    </message>
    <message>
        <source>咨询（打印办事指南）</source>
        <translation>Enquiry (prints the guide)</translation>
    </message>
    <message>
        <source>领取</source>
        <translation>Collection</translation>
    </message>
    <message>
        <source>指错来此</source>
        <translation>Sent here by mistake</translation>
    </message>
    <message>
        <source>来做什么</source>
        <translation>What brings the person here?</translation>
    </message>
    <message>
        <source>已登记</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>办事指南已送打印</source>
        <translation>The guide sheet is at the printer</translation>
    </message>
    <message>
        <source>申请书已送打印，请申请人核对后签字</source>
        <translation>Application form sent to the printer; the applicant checks and signs it</translation>
    </message>
    <message>
        <source>授权委托书已送打印</source>
        <translation>Power of attorney sent to the printer</translation>
    </message>
    <message>
        <source>容缺</source>
        <translation>Defer</translation>
    </message>
    <message>
        <source>承诺</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>当场办结</source>
        <translation>Complete on the spot</translation>
    </message>
    <message>
        <source>法定 {legal} · 当场办结</source>
        <translation>by law {legal} · decided on the spot</translation>
    </message>
    <message>
        <source>法定 {legal} · 承诺 {promised}</source>
        <translation>by law {legal} · promised {promised}</translation>
    </message>
    <message>
        <source>新增问题“{name}”</source>
        <translation>New question “{name}”</translation>
    </message>
    <message>
        <source>不再问“{name}”</source>
        <translation>No longer asked: “{name}”</translation>
    </message>
    <message>
        <source>问题有变“{name}”</source>
        <translation>Question changed: “{name}”</translation>
    </message>
    <message>
        <source>新增填写项“{name}”</source>
        <translation>New field “{name}”</translation>
    </message>
    <message>
        <source>不再填写“{name}”</source>
        <translation>Field no longer asked for: “{name}”</translation>
    </message>
    <message>
        <source>填写要求有变“{name}”</source>
        <translation>Field changed: “{name}”</translation>
    </message>
    <message>
        <source>新增材料“{name}”</source>
        <translation>New material “{name}”</translation>
    </message>
    <message>
        <source>不再要材料“{name}”</source>
        <translation>Material no longer asked for: “{name}”</translation>
    </message>
    <message>
        <source>材料要求有变“{name}”</source>
        <translation>Material changed: “{name}”</translation>
    </message>
    <message>
        <source>“{material}”新增要点：{name}</source>
        <translation>“{material}”, new point: {name}</translation>
    </message>
    <message>
        <source>“{material}”不再核对：{name}</source>
        <translation>“{material}”, no longer checked: {name}</translation>
    </message>
    <message>
        <source>“{material}”要点有变：{name}</source>
        <translation>“{material}”, point changed: {name}</translation>
    </message>
    <message>
        <source>法定时限由 {before} 改为 {after}</source>
        <translation>Legal limit: {before} → {after}</translation>
    </message>
    <message>
        <source>承诺时限由 {before} 改为 {after}</source>
        <translation>Promised limit: {before} → {after}</translation>
    </message>
    <message>
        <source>事项库已更新，这个事项的要求没有变化，暂存按新版接着办</source>
        <translation>The catalogue was updated; nothing changed for this item. The draft goes on with the new release</translation>
    </message>
    <message>
        <source>事项库已更新，这份暂存按新版重新核对：{changes}</source>
        <translation>The catalogue was updated; this draft is checked anew against the new release: {changes}</translation>
    </message>
    <message>
        <source>{changes} 等 {n} 处</source>
        <translation>{changes}; {n} changes in all</translation>
    </message>
    <message>
        <source>看全部改动</source>
        <translation>All changes</translation>
    </message>
    <message>
        <source>事项有哪些改动</source>
        <translation>What changed in the item</translation>
    </message>
    <message>
        <source>还有 {n} 处，请在事项库里看</source>
        <translation>{n} more; see the catalogue</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>事项库已启用新版；这一件按打开时的版本办完，下一件用新版</source>
        <translation>A new catalogue is in force; this case is finished by the one it was begun with, the next uses the new one</translation>
    </message>
    <message>
        <source>此件刚有更新（{who} {at}）：{what}</source>
        <translation>This case was just updated ({who} {at}): {what}</translation>
    </message>
    <message>
        <source>受理、决定、出件一次办完，各记各的经办人。结果交给 {name}。</source>
        <translation>Acceptance, decision and issuance in one go, each recorded with its own person. The result goes to {name}.</translation>
    </message>
    <message>
        <source>受理、决定一次办完，各记各的经办人。结果邮寄给 {name}，在出件里登记。</source>
        <translation>Acceptance and decision in one go, each recorded with its own person. The result is posted to {name}; register it under Issuance.</translation>
    </message>
    <message>
        <source>受理并当场办结</source>
        <translation>Accept and complete on the spot</translation>
    </message>
    <message>
        <source>准予的内容（决定书上写的）</source>
        <translation>What is granted (as the decision says)</translation>
    </message>
    <message>
        <source>请写明准予的内容</source>
        <translation>Please state what is granted</translation>
    </message>
    <message>
        <source>另有 {n} 件只受理，由部门决定。</source>
        <translation>Another {n} are only accepted; their departments decide them.</translation>
    </message>
    <message>
        <source>{item}：准予的内容</source>
        <translation>{item}: what is granted</translation>
    </message>
    <message>
        <source>证照编号（没有可不填）</source>
        <translation>Licence number (leave empty if none)</translation>
    </message>
    <message>
        <source>有效期自（没有可不填）</source>
        <translation>Valid from (leave empty if none)</translation>
    </message>
    <message>
        <source>有效期至（没有可不填）</source>
        <translation>Valid until (leave empty if none)</translation>
    </message>
    <message>
        <source>由谁确认决定（不能是受理的人）</source>
        <translation>Who confirms the decision (not whoever accepts)</translation>
    </message>
    <message>
        <source>他的登录密码（由他本人输入）</source>
        <translation>That person's password (typed by himself)</translation>
    </message>
    <message>
        <source>请由确认的人输入自己的密码</source>
        <translation>Please let the confirming person type the password</translation>
    </message>
    <message>
        <source>可以受理</source>
        <translation>can be accepted</translation>
    </message>
    <message>
        <source>要补正</source>
        <translation>needs correction</translation>
    </message>
    <message>
        <source>不属于本机关职权</source>
        <translation>not in this authority's powers</translation>
    </message>
    <message>
        <source>待“{names}”的结果出来当日提出：{items}</source>
        <translation>On the day of the result of “{names}”: {items}</translation>
    </message>
    <message>
        <source>{verdict}，以承诺代替前项结果</source>
        <translation>{verdict}, a commitment stands in for the earlier result</translation>
    </message>
    <message>
        <source>整套承诺 {day} 前办结 · 材料 {materials} 份并为 {after} 份 · 少跑 {visits} 次</source>
        <translation>Whole package by {day} · {materials} papers merged into {after} · {visits} visits saved</translation>
    </message>
    <message>
        <source>{n} 项现在提出</source>
        <translation>{n} filed now</translation>
    </message>
    <message>
        <source>{n} 项现在提出，{m} 项待前项结果</source>
        <translation>{n} filed now, {m} wait for earlier results</translation>
    </message>
    <message>
        <source>整套已受理 · {n} 件 · 承诺 {day} 前办结</source>
        <translation>Package accepted · {n} cases · promised by {day}</translation>
    </message>
    <message>
        <source>整套已当场办结 · {n} 件</source>
        <translation>Package settled on the spot · {n} cases</translation>
    </message>
    <message>
        <source>{n} 件已受理，其中 {m} 件当场办结 · 承诺 {day} 前办结</source>
        <translation>{n} accepted, {m} of them settled on the spot · promised by {day}</translation>
    </message>
    <message>
        <source>{n} 件已受理，{m} 件等补正或者另行处理 · 互不影响</source>
        <translation>{n} accepted, {m} wait for correction or another step · independent of each other</translation>
    </message>
    <message>
        <source>这个事项已停办，网上预审不能接着办，请联系申请人</source>
        <translation>This item has been stopped; the pre-application cannot go on. Please contact the applicant</translation>
    </message>
    <message>
        <source>{number} 已接手：逐项核对后受理，填报内容已带入</source>
        <translation>{number} taken over: check each item, then accept. What was filled in is on the page</translation>
    </message>
    <message>
        <source>扫到的是“{name}”的填报，这里现在不能用</source>
        <translation>The scanned form is for “{name}” and cannot be used here now</translation>
    </message>
    <message>
        <source>正在办补正，没有用扫到的填报</source>
        <translation>A correction is open; the scanned form was not used</translation>
    </message>
    <message>
        <source>已填入手机上的填报，请和本人核对；Ctrl+Z 撤回</source>
        <translation>The form from the phone is filled in; please check it with the person. Ctrl+Z takes it back</translation>
    </message>
</context>
<context>
    <name>AcceptanceScreen</name>
    <message>
        <source>申请人网上交来的文件已带入：对照材料逐项核对，扫描件不等于材料已收到</source>
        <translation>Files that the applicant sent in online are filled in: check each point against the material; a scan is not the material received</translation>
    </message>
    <message>
        <source>补录 {number} · 实际收件 {at}</source>
        <translation>Entering {number} · really received {at}</translation>
    </message>
    <message>
        <source>网上预审件</source>
        <translation>Pre-application</translation>
    </message>
</context>
<context>
    <name>ActForm</name>
    <message>
        <source>先不办</source>
        <translation>Not now</translation>
    </message>
</context>
<context>
    <name>ApplicantColumn</name>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>到窗</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>读卡</source>
        <translation>Read card</translation>
    </message>
    <message>
        <source>个人</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>个体工商户</source>
        <translation>Sole trader</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>证件类型</source>
        <translation>Kind of document</translation>
    </message>
    <message>
        <source>其他证件</source>
        <translation>Other document</translation>
    </message>
    <message>
        <source>经营者</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>法定代表人</source>
        <translation>Legal representative</translation>
    </message>
    <message>
        <source>手机（没有可填其他联系方式）</source>
        <translation>Mobile (or another contact)</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>其他联系方式（住址、亲属电话等）</source>
        <translation>Other contact (address, a relative's phone)</translation>
    </message>
    <message>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>谁来办</source>
        <translation>Who acts</translation>
    </message>
    <message>
        <source>代办人</source>
        <translation>Acting person</translation>
    </message>
    <message>
        <source>委托事项（授权范围）</source>
        <translation>Entrusted matters (scope)</translation>
    </message>
    <message>
        <source>委托到哪一天（写明的填）</source>
        <translation>Entrusted until (if stated)</translation>
    </message>
    <message>
        <source>凭什么材料</source>
        <translation>On what evidence</translation>
    </message>
    <message>
        <source>打印授权委托书</source>
        <translation>Print power of attorney</translation>
    </message>
    <message>
        <source>人证已比对</source>
        <translation>Face matches card</translation>
    </message>
    <message>
        <source>证件遗失</source>
        <translation>Card lost</translation>
    </message>
    <message>
        <source>证件遗失或者过期，看了什么代替</source>
        <translation>Card lost or expired: what was seen instead</translation>
    </message>
    <message>
        <source>不能写字</source>
        <translation>Cannot write</translation>
    </message>
    <message>
        <source>身份核验</source>
        <translation>Identity check</translation>
    </message>
    <message>
        <source>看了什么代替证件（临时身份证、户口簿等）</source>
        <translation>What was seen instead (temporary card, household register …)</translation>
    </message>
    <message>
        <source>按手印，见证人姓名</source>
        <translation>Thumb print, name of the witness</translation>
    </message>
    <message>
        <source>窗口领取</source>
        <translation>At the counter</translation>
    </message>
    <message>
        <source>邮寄</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>电子</source>
        <translation>Electronic</translation>
    </message>
    <message>
        <source>送达方式</source>
        <translation>Way of service</translation>
    </message>
    <message>
        <source>采用</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>经营者本人</source>
        <translation>The operator</translation>
    </message>
    <message>
        <source>法定代表人本人</source>
        <translation>The representative</translation>
    </message>
    <message>
        <source>受托人</source>
        <translation>Entrusted agent</translation>
    </message>
    <message>
        <source>监护人</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>店员</source>
        <translation>Shop staff</translation>
    </message>
    <message>
        <source>工作人员</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>监护关系证明（户口簿、出生医学证明等）</source>
        <translation>Proof of guardianship (household register, birth certificate …)</translation>
    </message>
    <message>
        <source>授权委托书、受托人证件等</source>
        <translation>Power of attorney, agent's card …</translation>
    </message>
    <message>
        <source>工作证明或介绍信</source>
        <translation>Proof of employment or letter of introduction</translation>
    </message>
    <message>
        <source>来过 {n} 次</source>
        <translation>Came {n} times before</translation>
    </message>
    <message>
        <source>可沿用：{names}（已核验，有效）</source>
        <translation>May be used again: {names} (verified, valid)</translation>
    </message>
</context>
<context>
    <name>ApplicationPanel</name>
    <message>
        <source>预审意见</source>
        <translation>Suggestions</translation>
    </message>
</context>
<context>
    <name>Applications</name>
    <message>
        <source>接手办理</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>提预审意见</source>
        <translation>Suggest to the applicant</translation>
    </message>
    <message>
        <source>接着办理</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>放回，不由本窗办</source>
        <translation>Put back, not for this counter</translation>
    </message>
    <message>
        <source>本窗已接手</source>
        <translation>Taken over here</translation>
    </message>
    <message>
        <source>{counter} 窗已接手</source>
        <translation>Taken over by counter {counter}</translation>
    </message>
    <message>
        <source>等接手</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>{at} 前没有受理即放回</source>
        <translation>put back at {at} unless accepted</translation>
    </message>
    <message>
        <source>已提意见，等补充</source>
        <translation>Suggestion made, waiting for more</translation>
    </message>
    <message>
        <source>代网办（在大厅由人员代填）</source>
        <translation>Assisted (filled in at the hall by staff)</translation>
    </message>
    <message>
        <source>本人网上填报</source>
        <translation>Filled in online by the person</translation>
    </message>
    <message>
        <source>预审编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>联系电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>程序核对：{good} 条通过，{bad} 条有问题，{rest} 条要人看</source>
        <translation>Checked by the program: {good} pass, {bad} fail, {rest} to be looked at</translation>
    </message>
    <message>
        <source>{n} 份附件</source>
        <translation>{n} files</translation>
    </message>
    <message>
        <source> · 代网办</source>
        <translation> · assisted</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>事项 · 申请人</source>
        <translation>Item · applicant</translation>
    </message>
</context>
<context>
    <name>ApplicationsScreen</name>
    <message>
        <source>没有网上预审</source>
        <translation>No pre-applications</translation>
    </message>
    <message>
        <source>群众在网上填报以后，一秒左右就会列在这里</source>
        <translation>What people file online is listed here within about a second</translation>
    </message>
    <message>
        <source>编号、事项、姓名</source>
        <translation>Number, item, name</translation>
    </message>
    <message>
        <source>网上预审 {n}</source>
        <translation>Pre-applications {n}</translation>
    </message>
    <message>
        <source>办件申请 {n}</source>
        <translation>Requests {n}</translation>
    </message>
    <message>
        <source>连上中心了，可以接手：{numbers}</source>
        <translation>Connected again; can be taken over: {numbers}</translation>
    </message>
    <message>
        <source>等连上中心后接手：{numbers}</source>
        <translation>To be taken over once connected: {numbers}</translation>
    </message>
    <message>
        <source>已放回，别的窗口可以接手</source>
        <translation>Put back; another counter may take it over</translation>
    </message>
    <message>
        <source>现在连不上中心，不能接手（同一件只能由一个窗口办）。已记下，连上后在这里接手。{why}</source>
        <translation>No connection to the centre, so it cannot be taken over now (only one counter may have it). It is noted; take it over here once connected. {why}</translation>
    </message>
    <message>
        <source>有 {n} 份附件还没取到，可以回到网上预审再接手一次</source>
        <translation>{n} files have not come yet; go back to pre-applications and take it over once more</translation>
    </message>
    <message>
        <source>意见已发给本人</source>
        <translation>The suggestion was sent to the person</translation>
    </message>
    <message>
        <source>提预审意见</source>
        <translation>Suggest to the applicant</translation>
    </message>
    <message>
        <source>本人在网上能看到，补充以后再来。这不是补正告知，不计入期限。</source>
        <translation>The person sees it online and may add what is missing. This is no correction notice and no limit runs.</translation>
    </message>
    <message>
        <source>发给本人</source>
        <translation>Send to the person</translation>
    </message>
    <message>
        <source>还缺什么、怎样改</source>
        <translation>What is missing, how to put it right</translation>
    </message>
    <message>
        <source>请写明意见</source>
        <translation>Please write the suggestion</translation>
    </message>
</context>
<context>
    <name>AskPanel</name>
    <message>
        <source>其他原因，写好按 Enter</source>
        <translation>Another reason, then Enter</translation>
    </message>
    <message>
        <source>直接按 Enter：按要求改好</source>
        <translation>Just Enter: put right as asked</translation>
    </message>
    <message>
        <source>材料名称</source>
        <translation>Name of the material</translation>
    </message>
    <message>
        <source>为什么需要</source>
        <translation>Why it is needed</translation>
    </message>
    <message>
        <source>最迟 {latest}，早一天也可以</source>
        <translation>{latest} at the latest; earlier is fine</translation>
    </message>
    <message>
        <source>请填 {a} 到 {b} 之间的日期</source>
        <translation>Please give a day from {a} to {b}</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>接着办</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>到窗</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>叫号</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>重呼</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>转窗口</source>
        <translation>Send on</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>恢复叫号</source>
        <translation>Resume calling</translation>
    </message>
    <message>
        <source>由叫号系统排队</source>
        <translation>Queued by the hall's system</translation>
    </message>
    <message>
        <source>模拟叫号系统</source>
        <translation>Simulated queue system</translation>
    </message>
    <message>
        <source>等候 {n} 人</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>本窗等候 {n} 人 · 大厅 {all} 人</source>
        <translation>{n} waiting here · {all} in the hall</translation>
    </message>
    <message>
        <source>{reason}，不叫新号；办理中的接着办</source>
        <translation>{reason}: nobody new is called; the present turn goes on</translation>
    </message>
    <message>
        <source>上一位经办人叫来的人还在窗口</source>
        <translation>The person called by the clerk before is still here</translation>
    </message>
    <message>
        <source>带来办件 {cases}</source>
        <translation>Brings cases {cases}</translation>
    </message>
    <message>
        <source>下一位 {number}</source>
        <translation>Next {number}</translation>
    </message>
    <message>
        <source>任意窗口</source>
        <translation>Any counter</translation>
    </message>
    <message>
        <source>不转了</source>
        <translation>Stay here</translation>
    </message>
    <message>
        <source>{number} 号转到哪里；已收的办件一起转</source>
        <translation>Where does {number} go? Cases taken go with it</translation>
    </message>
    <message>
        <source>暂停叫号；办理中的接着办</source>
        <translation>Pause calling; the present turn goes on</translation>
    </message>
    <message>
        <source>不暂停</source>
        <translation>Do not pause</translation>
    </message>
</context>
<context>
    <name>CaseActing</name>
    <message>
        <source>出具受理通知书</source>
        <translation>Issue acceptance notice</translation>
    </message>
    <message>
        <source>出具并打印</source>
        <translation>Issue and print</translation>
    </message>
    <message>
        <source>受理通知书已出具</source>
        <translation>Acceptance notice issued</translation>
    </message>
    <message>
        <source>{case_no}：期内没有告知补正，自收到材料之日起即为受理。将出具今天日期的受理通知书。</source>
        <translation>{case_no}: no correction was told in time, so it is accepted as of receipt. The acceptance notice will bear today's date.</translation>
    </message>
    <message>
        <source>已过约定日期：照常收下并注明逾期，由部门书面决定。</source>
        <translation>Its day has passed: it is taken in, marked late, and the department decides in writing.</translation>
    </message>
    <message>
        <source>{name}，约定 {until} 前补交。{late}</source>
        <translation>{name}, promised by {until}. {late}</translation>
    </message>
    <message>
        <source>已登记补交：{name}</source>
        <translation>Taken in: {name}</translation>
    </message>
    <message>
        <source>补交容缺材料</source>
        <translation>Deferred material</translation>
    </message>
    <message>
        <source>收下并登记</source>
        <translation>Take in and record</translation>
    </message>
    <message>
        <source>收到的是</source>
        <translation>Brought as</translation>
    </message>
    <message>
        <source>请选择收到的形式</source>
        <translation>Choose how it was brought</translation>
    </message>
    <message>
        <source>网上提交</source>
        <translation>sent in online</translation>
    </message>
    <message>
        <source>扫描件（只扫不算收到）</source>
        <translation>Scans (a scan alone is no receipt)</translation>
    </message>
    <message>
        <source>✓ 合格</source>
        <translation>✓ Pass</translation>
    </message>
    <message>
        <source>– 不涉及</source>
        <translation>– Not applicable</translation>
    </message>
    <message>
        <source>× 不合格</source>
        <translation>× Fail</translation>
    </message>
    <message>
        <source>请对照材料核对这一条</source>
        <translation>Check this point against the material</translation>
    </message>
    <message>
        <source>备注（可不填）</source>
        <translation>Remark (optional)</translation>
    </message>
    <message>
        <source>原件核验</source>
        <translation>Original seen</translation>
    </message>
    <message>
        <source>原件留存</source>
        <translation>Original kept</translation>
    </message>
    <message>
        <source>复印件</source>
        <translation>Copy kept</translation>
    </message>
    <message>
        <source>电子证照</source>
        <translation>E-licence</translation>
    </message>
    <message>
        <source>系统共享</source>
        <translation>Shared by system</translation>
    </message>
    <message>
        <source>已登记撤回</source>
        <translation>Withdrawal recorded</translation>
    </message>
    <message>
        <source>{case_no} {item}：撤回后本件不再办理，可以重新申请。</source>
        <translation>{case_no} {item}: once withdrawn it is not handled any further; a new application is possible.</translation>
    </message>
    <message>
        <source>申请人撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>登记撤回并打印</source>
        <translation>Record withdrawal and print</translation>
    </message>
    <message>
        <source>{at} 申请人在网上提出撤回，他的话已填在下面；撤回要由他签字。</source>
        <translation>Asked online by the applicant at {at}; his words stand below. He signs for a withdrawal.</translation>
    </message>
    <message>
        <source>撤回的理由（申请人说的）</source>
        <translation>Reason, in the applicant's words</translation>
    </message>
    <message>
        <source>请写明理由</source>
        <translation>Give the reason</translation>
    </message>
    <message>
        <source>申请人签字</source>
        <translation>Signed by the applicant</translation>
    </message>
    <message>
        <source>已签字</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>请先由申请人签字</source>
        <translation>Have it signed first</translation>
    </message>
    <message>
        <source>退还的原件</source>
        <translation>Originals given back</translation>
    </message>
    <message>
        <source>申请人不办了</source>
        <translation>The applicant lets it go</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>已登记，其他事项照常办理</source>
        <translation>Recorded; the other items go on</translation>
    </message>
    <message>
        <source>不办的理由（申请人说的）</source>
        <translation>Reason (in the applicant's words)</translation>
    </message>
    <message>
        <source>变更联系方式</source>
        <translation>Change contact details</translation>
    </message>
    <message>
        <source>{at} 申请人在网上提出。核对是本人的意思以后再改；原来的记录保留，已出具的文书不会改动。</source>
        <translation>Asked online by the applicant at {at}. Make sure that it is his wish, then change; what was recorded stays, papers already made do not change.</translation>
    </message>
    <message>
        <source>照此变更</source>
        <translation>Change it so</translation>
    </message>
    <message>
        <source>已变更，并答复申请人</source>
        <translation>Changed, and the applicant is answered</translation>
    </message>
    <message>
        <source>变更的理由（可不填）</source>
        <translation>Reason of the change (may be empty)</translation>
    </message>
    <message>
        <source>{department}退回：{reason}</source>
        <translation>Returned by {department}: {reason}</translation>
    </message>
    <message>
        <source>答复退回</source>
        <translation>Answer the return</translation>
    </message>
    <message>
        <source>答复部门</source>
        <translation>Answer the department</translation>
    </message>
    <message>
        <source>已答复，由部门继续办理</source>
        <translation>Answered; the department goes on</translation>
    </message>
    <message>
        <source>核对的结果</source>
        <translation>What the check found</translation>
    </message>
    <message>
        <source>请写明核对的结果</source>
        <translation>Please state what the check found</translation>
    </message>
    <message>
        <source>{case_no} 转给别的大厅继续办理，期限照常计算。转办后本机只能查看。</source>
        <translation>{case_no} goes on at another hall; its limits run on. Afterwards it can only be looked at here.</translation>
    </message>
    <message>
        <source>转办</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>转出</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>已转办</source>
        <translation>Transferred</translation>
    </message>
    <message>
        <source>转到哪个大厅（写全称）</source>
        <translation>To which hall (full name)</translation>
    </message>
    <message>
        <source>转办的理由</source>
        <translation>Reason for the transfer</translation>
    </message>
    <message>
        <source>请写明大厅</source>
        <translation>Please name the hall</translation>
    </message>
    <message>
        <source>已更正：{field}</source>
        <translation>Corrected: {field}</translation>
    </message>
    <message>
        <source>原来的记录保留，更正另记一条。已经出具的文书不会改动，需要时请作废后补发。</source>
        <translation>The old record stays, the correction is a record of its own. Documents already issued do not change; void and reissue them where needed.</translation>
    </message>
    <message>
        <source>更正或变更</source>
        <translation>Correct or change</translation>
    </message>
    <message>
        <source>为什么改</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>录入有误</source>
        <translation>Entered wrongly</translation>
    </message>
    <message>
        <source>申请人的情况变了</source>
        <translation>The applicant's details have changed</translation>
    </message>
    <message>
        <source>改哪一项</source>
        <translation>Which field</translation>
    </message>
    <message>
        <source>更正或变更的理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>记下更正</source>
        <translation>Record correction</translation>
    </message>
    <message>
        <source>正确的内容</source>
        <translation>Correct value</translation>
    </message>
    <message>
        <source>现在是：{old}</source>
        <translation>Now: {old}</translation>
    </message>
    <message>
        <source>请选择一项</source>
        <translation>Choose one</translation>
    </message>
    <message>
        <source>请填写正确的内容</source>
        <translation>Enter the correct value</translation>
    </message>
    <message>
        <source>已登记送达：{title}</source>
        <translation>Delivery recorded: {title}</translation>
    </message>
    <message>
        <source>{title} {number}</source>
        <translation>{title} {number}</translation>
    </message>
    <message>
        <source>登记送达</source>
        <translation>Record delivery</translation>
    </message>
    <message>
        <source>怎样送到的</source>
        <translation>How it was delivered</translation>
    </message>
    <message>
        <source>当面交付并签收</source>
        <translation>Handed over, signed</translation>
    </message>
    <message>
        <source>拒绝签收</source>
        <translation>Refused to sign</translation>
    </message>
    <message>
        <source>邮寄</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>电子送达</source>
        <translation>Electronically</translation>
    </message>
    <message>
        <source>电话告知</source>
        <translation>By telephone</translation>
    </message>
    <message>
        <source>见证人</source>
        <translation>Witness</translation>
    </message>
    <message>
        <source>运单号</source>
        <translation>Waybill</translation>
    </message>
    <message>
        <source>备注：拒签的理由、电话的记录</source>
        <translation>Note: why unsigned, what was said on the phone</translation>
    </message>
    <message>
        <source>请选择一种</source>
        <translation>Choose one</translation>
    </message>
    <message>
        <source>拒绝签收须写明见证人</source>
        <translation>A refusal to sign needs a witness</translation>
    </message>
    <message>
        <source>邮寄须写明运单号</source>
        <translation>Post needs the waybill number</translation>
    </message>
    <message>
        <source>请记下通话的时间和对方说的话</source>
        <translation>Note when you called and what was said</translation>
    </message>
    <message>
        <source>{title} {number} 已当面交给申请人，申请人已签收？</source>
        <translation>{title} {number}: handed to the applicant and signed for?</translation>
    </message>
    <message>
        <source>当面交付</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>已交付并签收</source>
        <translation>Handed over, signed</translation>
    </message>
    <message>
        <source>已登记盖章：{title}</source>
        <translation>Seal recorded: {title}</translation>
    </message>
    <message>
        <source>已作废：{number}</source>
        <translation>Voided: {number}</translation>
    </message>
    <message>
        <source>{title} {number}：文号作废后不再使用，已交付的请收回。需要时用新文号补发。</source>
        <translation>{title} {number}: a void number is never used again; take back what was handed over. Reissue under a new number where needed.</translation>
    </message>
    <message>
        <source>作废文书</source>
        <translation>Void document</translation>
    </message>
    <message>
        <source>作废这个文号</source>
        <translation>Void this number</translation>
    </message>
    <message>
        <source>作废的理由</source>
        <translation>Reason of the void</translation>
    </message>
    <message>
        <source>{number} 已作废。按办件现在的情况重新出具{title}，使用新文号，日期为今天。</source>
        <translation>{number} is void. {title} is made again from the case as it is now, under a new number, dated today.</translation>
    </message>
    <message>
        <source>补发文书</source>
        <translation>Reissue document</translation>
    </message>
    <message>
        <source>补发并打印</source>
        <translation>Reissue and print</translation>
    </message>
    <message>
        <source>已补发，用新文号</source>
        <translation>Reissued under a new number</translation>
    </message>
    <message>
        <source>已裁定：以 {counter} 窗的为准</source>
        <translation>Settled: counter {counter} holds</translation>
    </message>
    <message>
        <source>{case_no}：以 {counter} 窗 {clerk} {at} 的“{title}”为准；另一份保留在经过里，不再有效。</source>
        <translation>{case_no}: “{title}” by {clerk} at counter {counter} on {at} holds; the other stays in the story and is no longer valid.</translation>
    </message>
    <message>
        <source>裁定不一致的记录</source>
        <translation>Settle differing records</translation>
    </message>
    <message>
        <source>记入办件并打印</source>
        <translation>Record and print</translation>
    </message>
    <message>
        <source>申请人怎么说的（记原话）</source>
        <translation>What the applicant said (his own words)</translation>
    </message>
    <message>
        <source>请先问申请人，记下他说的话</source>
        <translation>Ask the applicant first and write down what he says</translation>
    </message>
    <message>
        <source>不再有效、已收回在手的文书</source>
        <translation>Documents no longer valid that are back at the counter</translation>
    </message>
    <message>
        <source>把这些原件退还申请人：{names}</source>
        <translation>Give these originals back: {names}</translation>
    </message>
    <message>
        <source>退还原件</source>
        <translation>Return originals</translation>
    </message>
    <message>
        <source>已退还</source>
        <translation>Given back</translation>
    </message>
    <message>
        <source>已登记退还原件</source>
        <translation>Return of originals recorded</translation>
    </message>
    <message>
        <source>按已公布的放假安排重新计算全部预计日期。日期有变的办件会重新出具通知书，请打印并送达。</source>
        <translation>All expected dates are computed anew by the published calendar. Cases whose dates move get a new notice: print and deliver it.</translation>
    </message>
    <message>
        <source>换成正式日期</source>
        <translation>Make dates final</translation>
    </message>
    <message>
        <source>重新计算</source>
        <translation>Compute</translation>
    </message>
    <message>
        <source>日期已更新</source>
        <translation>Dates updated</translation>
    </message>
    <message>
        <source>；{n} 份文书在打印队列</source>
        <translation>; {n} in the print queue</translation>
    </message>
    <message>
        <source>先不办</source>
        <translation>Not now</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>经过</source>
        <translation>Story</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>办不成事</source>
        <translation>Could not be done</translation>
    </message>
    <message>
        <source>更正或变更</source>
        <translation>Correct or change</translation>
    </message>
    <message>
        <source>退还原件</source>
        <translation>Return originals</translation>
    </message>
    <message>
        <source>申请人撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>转办</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>复制下一字段</source>
        <translation>Copy next field</translation>
    </message>
    <message>
        <source>补交容缺材料</source>
        <translation>Deferred material</translation>
    </message>
    <message>
        <source>答复退回</source>
        <translation>Answer the return</translation>
    </message>
    <message>
        <source>去出件</source>
        <translation>To issuance</translation>
    </message>
    <message>
        <source>收到补正</source>
        <translation>Correction received</translation>
    </message>
    <message>
        <source>作出结论</source>
        <translation>Give verdict</translation>
    </message>
    <message>
        <source>已记下部门系统编号</source>
        <translation>The department's number is recorded</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>{n} 个事项：一窗综办 {one}，立等可取 {now}，可网办 {online} · {release}</source>
        <translation>{n} items: one system {one}, immediate {now}, online {online} · {release}</translation>
    </message>
</context>
<context>
    <name>CatalogueScreen</name>
    <message>
        <source>事项</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>事项名称、拼音首字母、编码、日常说法</source>
        <translation>Name, pinyin initials, code, everyday words</translation>
    </message>
    <message>
        <source>没有找到事项</source>
        <translation>No item found</translation>
    </message>
    <message>
        <source>换个说法试试，例如“开饭店”“spjy”</source>
        <translation>Try other words, such as “开饭店” or “spjy”</translation>
    </message>
    <message>
        <source>办理这个事项</source>
        <translation>Take this item</translation>
    </message>
    <message>
        <source>打印办事指南</source>
        <translation>Print guide sheet</translation>
    </message>
    <message>
        <source>办事指南已送打印</source>
        <translation>Guide sheet sent to the printer</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>单机运行 · 已存本机</source>
        <translation>Works alone · kept on this machine</translation>
    </message>
    <message>
        <source>单机</source>
        <translation>Alone</translation>
    </message>
    <message>
        <source>{n} 条、{m} 个附件待上传</source>
        <translation>{n} events, {m} file(s) waiting</translation>
    </message>
    <message>
        <source>{n} 条待上传</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>{m} 个附件待上传</source>
        <translation>{m} file(s) waiting</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 小时</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} 天</source>
        <translation>{n} d</translation>
    </message>
    <message>
        <source>最早 {at}</source>
        <translation>oldest {at}</translation>
    </message>
    <message>
        <source>已连接</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>全部已上传</source>
        <translation>all uploaded</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>断网</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>没有待上传</source>
        <translation>nothing waiting</translation>
    </message>
    <message>
        <source>上传已停</source>
        <translation>Upload stopped</translation>
    </message>
    <message>
        <source>请看“传输”</source>
        <translation>see Exchange</translation>
    </message>
    <message>
        <source>已连接，自 {at} 起</source>
        <translation>Connected since {at}</translation>
    </message>
    <message>
        <source>断网，自 {at} 起（{long}）；照常受理，连上后自动上传</source>
        <translation>Offline since {at} ({long}); work goes on, it uploads by itself once connected</translation>
    </message>
    <message>
        <source>还没有连上；照常受理，连上后自动上传</source>
        <translation>Not connected yet; work goes on, it uploads by itself once connected</translation>
    </message>
    <message>
        <source>最近一次成功：{at}</source>
        <translation>Last success: {at}</translation>
    </message>
    <message>
        <source>{waiting}（{oldest}）</source>
        <translation>{waiting} ({oldest})</translation>
    </message>
    <message>
        <source>最近的问题：{error}</source>
        <translation>Last problem: {error}</translation>
    </message>
    <message>
        <source>服务器：{server}</source>
        <translation>Server: {server}</translation>
    </message>
</context>
<context>
    <name>ContestedPanel</name>
    <message>
        <source>打开办件</source>
        <translation>Open the case</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>What happened</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>正在打开本机数据</source>
        <translation>Opening the data of this machine</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
</context>
<context>
    <name>EditMenu</name>
    <message>
        <source>剪切</source>
        <translation>Cut</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>粘贴</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
</context>
<context>
    <name>ElsewherePage</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>中心的记录（只能看）</source>
        <translation>The centre's record (to be read only)</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Documents</translation>
    </message>
</context>
<context>
    <name>EnteredPage</name>
    <message>
        <source>请核对正在录入的内容</source>
        <translation>Please check what is being entered</translation>
    </message>
    <message>
        <source>有不对的，请马上告诉窗口人员</source>
        <translation>If something is wrong, please tell the clerk at once</translation>
    </message>
    <message>
        <source>按住看全部号码</source>
        <translation>Hold to see whole numbers</translation>
    </message>
    <message>
        <source>核对无误</source>
        <translation>All is right</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>程序出了差错，这一步没有办成；已录的内容都在。请再试一次，仍不行请告诉管理员</source>
        <translation>The program made a mistake and this step was not done; what you entered is all kept. Please try again, and tell the administrator if it happens again</translation>
    </message>
</context>
<context>
    <name>Escalations</name>
    <message>
        <source>不管能不能受理，都登记下来，由负责人在期限内答复。</source>
        <translation>Whether or not it can be accepted, it is registered, and the person responsible answers in time.</translation>
    </message>
    <message>
        <source>关于 {case_no} {item}。</source>
        <translation>About {case_no} {item}. </translation>
    </message>
    <message>
        <source>登记“办不成事”</source>
        <translation>Register what could not be done</translation>
    </message>
    <message>
        <source>登记并打印登记单</source>
        <translation>Register and print the slip</translation>
    </message>
    <message>
        <source>什么事没有办成（照本人的话）</source>
        <translation>What could not be done (in the person's words)</translation>
    </message>
    <message>
        <source>希望怎样解决</source>
        <translation>What is wanted</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>联系电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Responsible</translation>
    </message>
    <message>
        <source>首问负责：不改就由本人负责到底</source>
        <translation>First asked, responsible: it is yours unless you name somebody else</translation>
    </message>
    <message>
        <source>请写明什么事没有办成</source>
        <translation>Please state what could not be done</translation>
    </message>
    <message>
        <source>要答复本人，请留联系电话</source>
        <translation>A telephone number is needed for the answer</translation>
    </message>
    <message>
        <source>窗口答复：{text}</source>
        <translation>The counter said: {text}</translation>
    </message>
    <message>
        <source>答复本人</source>
        <translation>Answer the person</translation>
    </message>
    <message>
        <source>{number}，答应 {until} 前答复。</source>
        <translation>{number}, to be answered by {until}.</translation>
    </message>
    <message>
        <source>记下答复</source>
        <translation>Record the answer</translation>
    </message>
    <message>
        <source>答复了什么</source>
        <translation>What was answered</translation>
    </message>
    <message>
        <source>换负责人（不换不填）</source>
        <translation>Another person responsible (leave empty to keep)</translation>
    </message>
    <message>
        <source>重新答应的日子（不改不填）</source>
        <translation>New promised day (leave empty to keep)</translation>
    </message>
    <message>
        <source>请写明答复</source>
        <translation>Please write the answer</translation>
    </message>
    <message>
        <source>记一步</source>
        <translation>Add a step</translation>
    </message>
    <message>
        <source>记下</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>做了什么、联系了谁</source>
        <translation>What was done, who was contacted</translation>
    </message>
    <message>
        <source>请写明做了什么</source>
        <translation>Please state what was done</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{number}：和本人确认过结果才能办结。</source>
        <translation>{number}: it is closed only once the result is confirmed with the person.</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>办成了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>依法办不了，已说明</source>
        <translation>Cannot be done by law, explained</translation>
    </message>
    <message>
        <source>怎样解决的，或者为什么办不了</source>
        <translation>How it was solved, or why it cannot be done</translation>
    </message>
    <message>
        <source>和谁确认的</source>
        <translation>Confirmed with</translation>
    </message>
    <message>
        <source>怎样确认的</source>
        <translation>How it was confirmed</translation>
    </message>
    <message>
        <source>当面</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>短信或留言</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>书面</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>请选择结果</source>
        <translation>Please choose the outcome</translation>
    </message>
    <message>
        <source>请写明结果</source>
        <translation>Please state the outcome</translation>
    </message>
    <message>
        <source>请先和本人确认</source>
        <translation>Please confirm with the person first</translation>
    </message>
    <message>
        <source>请选择一种</source>
        <translation>Please choose one</translation>
    </message>
    <message>
        <source>没办结</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>本人负责</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>{day} 办结</source>
        <translation>closed {day}</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>{day} 已过</source>
        <translation>{day} passed</translation>
    </message>
    <message>
        <source>{day} 前</source>
        <translation>by {day}</translation>
    </message>
    <message>
        <source>没有办成，已说明</source>
        <translation>Not done, explained</translation>
    </message>
    <message>
        <source>已答复，等办结</source>
        <translation>answered, to be closed</translation>
    </message>
    <message>
        <source>还没有答复</source>
        <translation>not answered yet</translation>
    </message>
    <message>
        <source>反映人</source>
        <translation>From</translation>
    </message>
    <message>
        <source>没办成的事</source>
        <translation>What could not be done</translation>
    </message>
    <message>
        <source>希望怎样</source>
        <translation>Wanted</translation>
    </message>
    <message>
        <source>办件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>答复期限</source>
        <translation>Answer by</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
</context>
<context>
    <name>EscalationsScreen</name>
    <message>
        <source>没有登记的事</source>
        <translation>Nothing registered</translation>
    </message>
    <message>
        <source>办不成的事，按 Ctrl+B 登记：有人负责，有期限答复</source>
        <translation>What cannot be done: Ctrl+B registers it; somebody is responsible and answers in time</translation>
    </message>
    <message>
        <source>办不成事</source>
        <translation>Could not be done</translation>
    </message>
    <message>
        <source>编号、内容、负责人、办件编号</source>
        <translation>Number, words, person responsible, case number</translation>
    </message>
    <message>
        <source>登记一件</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>已登记 {number}，由负责人答复</source>
        <translation>Registered {number}; the person responsible answers</translation>
    </message>
    <message>
        <source>已记下答复</source>
        <translation>Answer recorded</translation>
    </message>
    <message>
        <source>已记下</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Closed</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>正常</source>
        <translation>in order</translation>
    </message>
    <message>
        <source>已封存</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>已停止</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>出现分叉</source>
        <translation>forked</translation>
    </message>
    <message>
        <source>等待审核</source>
        <translation>awaits review</translation>
    </message>
    <message>
        <source>记录链在这里断开，后面的还没有上传；本机照常受理，请联系管理员</source>
        <translation>The chain of records breaks here, what follows is not uploaded; work goes on here, please call the administrator</translation>
    </message>
    <message>
        <source>另一台机器用了同一份数据；两边的办件都已收下，本机换用新的日志，请告诉管理员</source>
        <translation>Another machine used the same data; the cases of both were taken in, this desk goes on in a new journal, please tell the administrator</translation>
    </message>
    <message>
        <source>本机已被暂停或者停用，之后的记录由中心的人审核后才算数</source>
        <translation>This desk was suspended or revoked; what it wrote since counts after review at the centre</translation>
    </message>
    <message>
        <source>没有待上传</source>
        <translation>nothing waiting</translation>
    </message>
    <message>
        <source>{n} 项，先后为序</source>
        <translation>{n}, oldest first</translation>
    </message>
    <message>
        <source>{n} 项，先后为序；{m} 项上次没有传成，其他照常</source>
        <translation>{n}, oldest first; {m} did not go through last time, the others go on</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>本机设备</source>
        <translation>This device</translation>
    </message>
    <message>
        <source>大厅</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>已收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>时钟</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>事项库</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>{mark} · {state} · 已确认 {acked} / {written}</source>
        <translation>{mark} · {state} · confirmed {acked} / {written}</translation>
    </message>
    <message>
        <source> · 待审核 {n}</source>
        <translation> · {n} to be reviewed</translation>
    </message>
    <message>
        <source>第 {n} 版</source>
        <translation>release {n}</translation>
    </message>
    <message>
        <source>第 {n} 位，中心已到第 {m} 位</source>
        <translation>up to {n}, the centre is at {m}</translation>
    </message>
    <message>
        <source>第 {n} 位，已是最新</source>
        <translation>up to {n}, nothing newer</translation>
    </message>
    <message>
        <source>与中心一致（相差 {n} 秒）</source>
        <translation>agrees with the centre ({n} s apart)</translation>
    </message>
    <message>
        <source>本机快 {n} 分钟，日期以中心的时间为准</source>
        <translation>{n} min fast here; dates follow the centre's time</translation>
    </message>
    <message>
        <source>本机慢 {n} 分钟，日期以中心的时间为准</source>
        <translation>{n} min slow here; dates follow the centre's time</translation>
    </message>
    <message>
        <source>办理记录 {n} 条</source>
        <translation>{n} records</translation>
    </message>
    <message>
        <source>扫描件 {size}</source>
        <translation>Scan, {size}</translation>
    </message>
    <message>
        <source>扫描件 {size}，已传 {sent}</source>
        <translation>Scan, {size}, {sent} sent</translation>
    </message>
    <message>
        <source>日志 {mark}</source>
        <translation>journal {mark}</translation>
    </message>
    <message>
        <source>还没有传过</source>
        <translation>not tried yet</translation>
    </message>
    <message>
        <source>{n} 次</source>
        <translation>{n} times</translation>
    </message>
    <message>
        <source>上次 {at}</source>
        <translation>last {at}</translation>
    </message>
    <message>
        <source>等待上传的</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>从何时起</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>传过</source>
        <translation>Tried</translation>
    </message>
    <message>
        <source>上次的问题</source>
        <translation>Last problem</translation>
    </message>
</context>
<context>
    <name>ExchangeScreen</name>
    <message>
        <source>待上传</source>
        <translation>To be uploaded</translation>
    </message>
    <message>
        <source>导出到 U 盘</source>
        <translation>Export to USB</translation>
    </message>
    <message>
        <source>断网几天时，把没有上传的加密写进 U 盘，交给中心导入</source>
        <translation>When the line is down for days: writes what was not uploaded, sealed, to a USB stick for the centre to import</translation>
    </message>
    <message>
        <source>现在再传</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>没有待上传</source>
        <translation>Nothing waiting</translation>
    </message>
    <message>
        <source>写下的都已由中心确认；新的会自动上传</source>
        <translation>The centre has confirmed all that was written; what is new uploads by itself</translation>
    </message>
    <message>
        <source>单机运行</source>
        <translation>Working alone</translation>
    </message>
    <message>
        <source>没有加入服务器，办件只存在本机</source>
        <translation>No server was joined; cases are kept on this machine only</translation>
    </message>
    <message>
        <source>正在再传；成不成会写在这里</source>
        <translation>Trying again; the outcome will stand here</translation>
    </message>
    <message>
        <source>已写好：{n} 条、{m} 个附件，只有中心能打开。请把文件交给管理员导入；网络恢复后照常上传，不会重复。</source>
        <translation>Written: {n} events, {m} files; only the centre can open it. Give the file to the administrator; once the line is back all uploads as usual, nothing twice.</translation>
    </message>
</context>
<context>
    <name>FactsColumn</name>
    <message>
        <source>办件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>不服决定可以</source>
        <translation>Ways to go against the decision</translation>
    </message>
    <message>
        <source>办不成事</source>
        <translation>Could not be done</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>所属套餐</source>
        <translation>Theme package</translation>
    </message>
    <message>
        <source>部门系统编号</source>
        <translation>Department's number</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Materials</translation>
    </message>
    <message>
        <source>申请内容</source>
        <translation>Application</translation>
    </message>
</context>
<context>
    <name>FirstStartForm</name>
    <message>
        <source>经办人姓名</source>
        <translation>Clerk's name</translation>
    </message>
    <message>
        <source>窗口号</source>
        <translation>Counter number</translation>
    </message>
    <message>
        <source>密码（至少 {n} 位）</source>
        <translation>Password (at least {n} characters)</translation>
    </message>
    <message>
        <source>再输一次密码</source>
        <translation>Password again</translation>
    </message>
    <message>
        <source>密码只有本人知道，忘了就打不开这个库，请记好。</source>
        <translation>Only you know the password. Without it this store cannot be opened, so please remember it.</translation>
    </message>
    <message>
        <source>建立试用库并登录</source>
        <translation>Make the store and log in</translation>
    </message>
    <message>
        <source>这台机器上还没有数据。</source>
        <translation>There is no data on this machine yet.</translation>
    </message>
    <message>
        <source>试用，带服务器</source>
        <translation>Try, with a server</translation>
    </message>
    <message>
        <source>加入服务器</source>
        <translation>Join a server</translation>
    </message>
    <message>
        <source>单机试用</source>
        <translation>Try alone</translation>
    </message>
    <message>
        <source>服务器地址</source>
        <translation>Server address</translation>
    </message>
    <message>
        <source>一次性登记码（管理员给，15 分钟内有效）</source>
        <translation>One-time code (from the administrator, valid 15 minutes)</translation>
    </message>
    <message>
        <source>建一个试用库和一台只供本机的试用服务器，可以看到断网、恢复和多窗口的情形；文书都标“样张”。</source>
        <translation>Makes an evaluation store and an evaluation server for this machine only, to see outages, recovery and several counters; papers are marked “Sample”.</translation>
    </message>
    <message>
        <source>用管理员给的登记码加入大厅的服务器；窗口号由服务器指定，没有办件的库才能加入。</source>
        <translation>Joins the hall's server with the administrator's code; the server says which counter this is; only a store without cases can join.</translation>
    </message>
    <message>
        <source>建一个试用库，不连服务器；用自带的事项目录，文书都标“样张”。</source>
        <translation>Makes an evaluation store without a server, on the bundled catalogue; papers are marked “Sample”.</translation>
    </message>
    <message>
        <source>加入并登录</source>
        <translation>Join and log in</translation>
    </message>
    <message>
        <source>正在建库，第一次要读入事项库，请等一会儿。</source>
        <translation>Making the store; the first time the catalogue is read in, this takes a moment.</translation>
    </message>
    <message>
        <source>正在加入服务器，请等一会儿。</source>
        <translation>Joining the server, one moment.</translation>
    </message>
    <message>
        <source>请填姓名，登录时要选它</source>
        <translation>Please enter the name; it is chosen at log-in</translation>
    </message>
    <message>
        <source>请设一个密码</source>
        <translation>Please choose a password</translation>
    </message>
    <message>
        <source>太短，至少 {n} 位</source>
        <translation>Too short: at least {n} characters</translation>
    </message>
    <message>
        <source>两次不一样，请再输一次</source>
        <translation>The two differ, please enter it again</translation>
    </message>
    <message>
        <source>请填窗口号，文书编号里要用</source>
        <translation>Please enter the counter number; document numbers contain it</translation>
    </message>
    <message>
        <source>窗口号是一位或两位数字，例如 3</source>
        <translation>A counter number has one or two digits, such as 3</translation>
    </message>
    <message>
        <source>请填服务器地址，管理员知道</source>
        <translation>Enter the server's address; the administrator knows it</translation>
    </message>
    <message>
        <source>地址以 https:// 开头，中间没有空格</source>
        <translation>The address begins with https:// and has no spaces</translation>
    </message>
    <message>
        <source>请填登记码</source>
        <translation>Enter the code</translation>
    </message>
</context>
<context>
    <name>FormFields</name>
    <message>
        <source>{label}（选填）</source>
        <translation>{label} (optional)</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>GuideColumn</name>
    <message>
        <source>办事指南</source>
        <translation>Guide sheet</translation>
    </message>
    <message>
        <source>这样不需要办理：{why}</source>
        <translation>Not required in this case: {why}</translation>
    </message>
    <message>
        <source>申请书要填的内容</source>
        <translation>Fields of the application</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>{n} 个审核要点待部门确认，打印时写作“办事指南要求”。</source>
        <translation>{n} review points await a department's confirmation; print says “办事指南要求”.</translation>
    </message>
    <message>
        <source>主题套餐</source>
        <translation>Theme package</translation>
    </message>
    <message>
        <source>办理顺序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>情形</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>少 {n}</source>
        <translation>{n} fewer</translation>
    </message>
    <message>
        <source>不变</source>
        <translation>unchanged</translation>
    </message>
    <message>
        <source>材料 {n} 份</source>
        <translation>{n} materials</translation>
    </message>
    <message>
        <source>视填写内容</source>
        <translation>depends on the form</translation>
    </message>
    <message>
        <source>待部门确认</source>
        <translation>not confirmed</translation>
    </message>
    <message>
        <source>部门审核</source>
        <translation>department</translation>
    </message>
    <message>
        <source>程序核对</source>
        <translation>checked by program</translation>
    </message>
    <message>
        <source>{basis} · 待部门确认</source>
        <translation>{basis} · not confirmed</translation>
    </message>
</context>
<context>
    <name>HallColumn</name>
    <message>
        <source>文书上的内容</source>
        <translation>What stands on documents</translation>
    </message>
    <message>
        <source>大厅全称</source>
        <translation>Full name of the hall</translation>
    </message>
    <message>
        <source>大厅简称（顶栏）</source>
        <translation>Short name (top bar)</translation>
    </message>
    <message>
        <source>大厅文书代字</source>
        <translation>Character of the hall's documents</translation>
    </message>
    <message>
        <source>大厅电话</source>
        <translation>Telephone of the hall</translation>
    </message>
    <message>
        <source>监督电话</source>
        <translation>Telephone for complaints</translation>
    </message>
    <message>
        <source>行政复议机关</source>
        <translation>Reconsideration body</translation>
    </message>
    <message>
        <source>管辖法院</source>
        <translation>Court</translation>
    </message>
    <message>
        <source>二维码里的查询网址</source>
        <translation>Address in the QR code</translation>
    </message>
    <message>
        <source>窗口</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>窗口类型</source>
        <translation>Kind of counter</translation>
    </message>
    <message>
        <source>提醒和停止（停止填 0 只提醒）</source>
        <translation>Warn and stop (0 to only warn)</translation>
    </message>
    <message>
        <source>磁盘少于多少 MB 时提醒</source>
        <translation>Warn below MB of free disk</translation>
    </message>
    <message>
        <source>磁盘少于多少 MB 时不收新件</source>
        <translation>No new cases below MB of free disk</translation>
    </message>
    <message>
        <source>事项库多少天没更新时提醒</source>
        <translation>Warn when the catalogue is days old</translation>
    </message>
    <message>
        <source>事项库多少天没更新时不收新件</source>
        <translation>No new cases when it is days old</translation>
    </message>
    <message>
        <source>多少条没上传时提醒</source>
        <translation>Warn at records not uploaded</translation>
    </message>
    <message>
        <source>多少条没上传时不收新件</source>
        <translation>No new cases at records not uploaded</translation>
    </message>
    <message>
        <source>暂存保留几天</source>
        <translation>Days a parked draft is kept</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>“办不成事”几个工作日内答复</source>
        <translation>Workdays to answer what “could not be done”</translation>
    </message>
    <message>
        <source>差评几个工作日内联系</source>
        <translation>Workdays to call after a bad rating</translation>
    </message>
    <message>
        <source>差评几个工作日内核实</source>
        <translation>Workdays to verify a bad rating</translation>
    </message>
    <message>
        <source>差评几个工作日内整改</source>
        <translation>Workdays to put a bad rating right</translation>
    </message>
    <message>
        <source>差评几个工作日内答复</source>
        <translation>Workdays to answer a bad rating</translation>
    </message>
    <message>
        <source>特别程序首日末日计入期限填 1，不计填 0</source>
        <translation>First and last day of a special procedure count: 1, else 0</translation>
    </message>
    <message>
        <source>本大厅</source>
        <translation>This hall</translation>
    </message>
    <message>
        <source>由组长登录后修改。</source>
        <translation>A lead changes these.</translation>
    </message>
    <message>
        <source>保存大厅设置</source>
        <translation>Keep the hall's settings</translation>
    </message>
    <message>
        <source>已保存，以后的文书按新的内容打印</source>
        <translation>Kept. Documents from now on are printed with it</translation>
    </message>
</context>
<context>
    <name>HallDisplay</name>
    <message>
        <source>大厅屏</source>
        <translation>Hall screen</translation>
    </message>
    <message>
        <source>请到 {counter}</source>
        <translation>{counter}</translation>
    </message>
    <message>
        <source>等候 {n} 人</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>过号 {numbers}</source>
        <translation>Missed {numbers}</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>按键一览</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>颜色淡的键现在不起作用。输入法正在拼字时，所有快捷键都不起作用。功能键可在“设置”里换。</source>
        <translation>Dim keys would do nothing now. No shortcut acts while the input method is composing. F-keys can be changed under Settings.</translation>
    </message>
</context>
<context>
    <name>Issuance</name>
    <message>
        <source>{title}，交给{role} {name}（{number}）。</source>
        <translation>{title}, handed to {role} {name} ({number}).</translation>
    </message>
    <message>
        <source>{titles}还没有打印，请先打印再交付</source>
        <translation>{titles} not printed yet; please print before handing over</translation>
    </message>
    <message>
        <source>✓ 读到的身份证就是领取人的</source>
        <translation>✓ The card that was read is the collector's</translation>
    </message>
    <message>
        <source>受理时的委托：{text}</source>
        <translation>Authorised at acceptance: {text}</translation>
    </message>
    <message>
        <source>领取凭什么委托（与受理时不同才填）</source>
        <translation>Authorisation to collect (only if different from acceptance)</translation>
    </message>
    <message>
        <source>请写明新的委托证明</source>
        <translation>Please state the new authorisation</translation>
    </message>
    <message>
        <source>已发放，请领取人签字</source>
        <translation>Handed out; please let the collector sign</translation>
    </message>
    <message>
        <source>{title}，邮寄给 {name}。交给邮政后登记运单号。</source>
        <translation>{title}, posted to {name}. Register the waybill once it is with the post.</translation>
    </message>
    <message>
        <source>运单号</source>
        <translation>Waybill</translation>
    </message>
    <message>
        <source>邮寄须写明运单号</source>
        <translation>A posted result needs its waybill</translation>
    </message>
    <message>
        <source>已登记邮寄</source>
        <translation>Posting registered</translation>
    </message>
    <message>
        <source>{title}，申请人 {name}。</source>
        <translation>{title}, applicant {name}.</translation>
    </message>
    <message>
        <source>怎样领取</source>
        <translation>How it is collected</translation>
    </message>
    <message>
        <source>代领人来领</source>
        <translation>By an agent</translation>
    </message>
    <message>
        <source>邮寄</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>电子送达</source>
        <translation>Electronically</translation>
    </message>
    <message>
        <source>代领人姓名</source>
        <translation>Agent's name</translation>
    </message>
    <message>
        <source>代领人身份证</source>
        <translation>Agent's identity card</translation>
    </message>
    <message>
        <source>委托事项</source>
        <translation>Authorised for</translation>
    </message>
    <message>
        <source>凭什么材料（授权委托书、证件复印件等）</source>
        <translation>By which papers (power of attorney, copy of the card …)</translation>
    </message>
    <message>
        <source>已登记发放</source>
        <translation>Handing out registered</translation>
    </message>
    <message>
        <source>请填写代领人姓名</source>
        <translation>Please enter the agent's name</translation>
    </message>
    <message>
        <source>请填写代领人的身份证号码</source>
        <translation>Please enter the agent's identity number</translation>
    </message>
    <message>
        <source>代领须有委托证明</source>
        <translation>An agent needs an authorisation</translation>
    </message>
    <message>
        <source>请先核对领取人的证件</source>
        <translation>Please look at the collector's card first</translation>
    </message>
    <message>
        <source>拒绝签字</source>
        <translation>Refuses to sign</translation>
    </message>
    <message>
        <source>请写明见证人；结果已交付的事实照样成立。</source>
        <translation>Please name the witness; that the result was handed over stands all the same.</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>见证人姓名</source>
        <translation>Witness</translation>
    </message>
    <message>
        <source>拒绝签收须写明见证人</source>
        <translation>A refusal to sign needs a witness</translation>
    </message>
    <message>
        <source>已看过证件，人证一致</source>
        <translation>Card seen, it is the person's</translation>
    </message>
    <message>
        <source>核对领取人</source>
        <translation>Collector's identity</translation>
    </message>
    <message>
        <source>发放结果</source>
        <translation>Hand out the result</translation>
    </message>
    <message>
        <source>登记发放并打印送达回证</source>
        <translation>Register and print the service record</translation>
    </message>
    <message>
        <source>到期未领</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>快到期</source>
        <translation>Nearly due</translation>
    </message>
    <message>
        <source>要邮寄</source>
        <translation>To be posted</translation>
    </message>
    <message>
        <source>申请人本人</source>
        <translation>The applicant</translation>
    </message>
    <message>
        <source>经营者本人</source>
        <translation>The operator</translation>
    </message>
    <message>
        <source>法定代表人本人</source>
        <translation>The legal representative</translation>
    </message>
    <message>
        <source>受托人</source>
        <translation>The agent</translation>
    </message>
    <message>
        <source>监护人</source>
        <translation>The guardian</translation>
    </message>
    <message>
        <source>工作人员</source>
        <translation>The employee</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>按 Enter 打开这个办件</source>
        <translation>Enter opens the case</translation>
    </message>
    <message>
        <source>没有“{words}”可领的结果</source>
        <translation>No result to collect for “{words}”</translation>
    </message>
    <message>
        <source>可以扫回执上的二维码、读身份证，或者输编号尾号、姓名</source>
        <translation>Scan the receipt's code, read the card, or type the end of the number or the name</translation>
    </message>
    <message>
        <source>没有等领取的结果</source>
        <translation>No results waiting</translation>
    </message>
    <message>
        <source>部门作出决定后，结果会按送达期限列在这里</source>
        <translation>Once a department has decided, results are listed here by their last day</translation>
    </message>
    <message>
        <source>其他人领、其他方式</source>
        <translation>Somebody else, another way</translation>
    </message>
    <message>
        <source>{role}领取</source>
        <translation>{role} collects</translation>
    </message>
    <message>
        <source>{names}，出纸了吗</source>
        <translation>{names}: did the paper come out?</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否，重印</source>
        <translation>No, print again</translation>
    </message>
    <message>
        <source>以后再印</source>
        <translation>Print later</translation>
    </message>
    <message>
        <source>请领取人在{names}上签字。签好了吗</source>
        <translation>Please let the collector sign {names}. Signed?</translation>
    </message>
    <message>
        <source>已签字，结果已交到手</source>
        <translation>Signed and handed over</translation>
    </message>
    <message>
        <source>以后再签</source>
        <translation>Sign later</translation>
    </message>
    <message>
        <source>送达期限</source>
        <translation>Deliver by</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>申请人 · 领取方式</source>
        <translation>Applicant · collection</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case number</translation>
    </message>
</context>
<context>
    <name>IssuanceScreen</name>
    <message>
        <source>扫回执二维码、读身份证，或者输编号尾号、姓名、证件号</source>
        <translation>Scan the receipt's code, read the card, or type the end of the number, a name, an identity number</translation>
    </message>
    <message>
        <source>读卡</source>
        <translation>Read card</translation>
    </message>
    <message>
        <source>等领取</source>
        <translation>To be collected</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>ItemSearch</name>
    <message>
        <source>事项名称、拼音首字母、俗称、编码，或补正告知书编号</source>
        <translation>Item name, pinyin initials, everyday word, code, or number of a correction notice</translation>
    </message>
    <message>
        <source>找事项</source>
        <translation>Find an item</translation>
    </message>
    <message>
        <source>没有找到，换个说法试试；可用俗称，如“开饭店”</source>
        <translation>Nothing found; try other words, everyday ones too, such as 开饭店</translation>
    </message>
    <message>
        <source>↑ ↓ 选，Enter 办</source>
        <translation>↑ ↓ to choose, Enter to take</translation>
    </message>
    <message>
        <source>按数字选，或直接输入</source>
        <translation>Press a number, or type</translation>
    </message>
    <message>
        <source>补正办件</source>
        <translation>Case in correction</translation>
    </message>
    <message>
        <source>打开补正，只核还差的材料</source>
        <translation>Open the correction: only what is missing</translation>
    </message>
    <message>
        <source>主题套餐，{n} 项</source>
        <translation>Theme package, {n} items</translation>
    </message>
    <message>
        <source>暂存</source>
        <translation>Parked</translation>
    </message>
    <message>
        <source>没办完</source>
        <translation>Not finished</translation>
    </message>
</context>
<context>
    <name>KeyHint</name>
    <message>
        <source>按键 {keys}</source>
        <translation>Key {keys}</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>已锁屏</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>{clerk} 的工作都在，输入密码接着办。</source>
        <translation>{clerk}'s work is all here. Enter the password to go on.</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>别人来办公：{clerk} 没办完的会暂存，只有 {clerk} 登录才看得到。</source>
        <translation>Somebody else at work: what {clerk} has not finished is put aside; only {clerk} sees it after logging in.</translation>
    </message>
    <message>
        <source>换人登录</source>
        <translation>Another clerk</translation>
    </message>
    <message>
        <source>请等 {n} 秒</source>
        <translation>Please wait {n} s</translation>
    </message>
</context>
<context>
    <name>LoginView</name>
    <message>
        <source>经办人</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>大写锁定可能开着</source>
        <translation>Caps Lock may be on</translation>
    </message>
    <message>
        <source>请等 {n} 秒</source>
        <translation>Please wait {n} s</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>未核</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>未带</source>
        <translation>Not brought</translation>
    </message>
    <message>
        <source>不涉及</source>
        <translation>Does not apply</translation>
    </message>
</context>
<context>
    <name>MaterialsColumn</name>
    <message>
        <source>材料审核</source>
        <translation>Materials</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>Pass</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Fail</translation>
    </message>
    <message>
        <source>缺</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>选好事项，材料清单就在这里</source>
        <translation>Choose an item and its materials stand here</translation>
    </message>
    <message>
        <source>每份材料展开是审核要点：空格合格，X 不合格，Q 未带</source>
        <translation>Each unfolds into review points: Space passes, X fails, Q not brought</translation>
    </message>
    <message>
        <source>清单外材料</source>
        <translation>Outside the list</translation>
    </message>
    <message>
        <source>{n} 个要点已核 {m} 个</source>
        <translation>{m} of {n} points checked</translation>
    </message>
    <message>
        <source>已核 {m}/{n}</source>
        <translation>{m}/{n} checked</translation>
    </message>
    <message>
        <source>清单外 {n} 份，已标记</source>
        <translation>{n} outside the list, marked</translation>
    </message>
    <message>
        <source>留原件</source>
        <translation>Original kept</translation>
    </message>
    <message>
        <source>验原件</source>
        <translation>Original seen</translation>
    </message>
    <message>
        <source>复印件</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>电子证照</source>
        <translation>E-licence</translation>
    </message>
    <message>
        <source>共享</source>
        <translation>Shared</translation>
    </message>
</context>
<context>
    <name>MatterColumn</name>
    <message>
        <source>办什么</source>
        <translation>Matter</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>换事项</source>
        <translation>Other item</translation>
    </message>
    <message>
        <source>归本机关</source>
        <translation>Ours</translation>
    </message>
    <message>
        <source>不属于本机关</source>
        <translation>Another authority</translation>
    </message>
    <message>
        <source>不需要许可</source>
        <translation>No licence needed</translation>
    </message>
    <message>
        <source>职权</source>
        <translation>Powers</translation>
    </message>
    <message>
        <source>有权办理的机关（会印在决定书上）</source>
        <translation>Competent authority (printed on the decision)</translation>
    </message>
    <message>
        <source>该机关的地址</source>
        <translation>Address of that authority</translation>
    </message>
    <message>
        <source>打印申请书供签字</source>
        <translation>Print form for signature</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Guide sheet</translation>
    </message>
    <message>
        <source>主题套餐</source>
        <translation>Theme package</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>accept</translation>
    </message>
    <message>
        <source>补正</source>
        <translation>ask for correction</translation>
    </message>
    <message>
        <source>当场办结</source>
        <translation>decide on the spot</translation>
    </message>
    <message>
        <source>本窗可{may}</source>
        <translation>This counter: {may}</translation>
    </message>
    <message>
        <source>本窗只收件</source>
        <translation>This counter receives only</translation>
    </message>
    <message>
        <source>代{authority}收件</source>
        <translation>Receives for {authority}</translation>
    </message>
    <message>
        <source>套餐 {number} 的事项，前项结果已出</source>
        <translation>Item of package {number}; the earlier result is there</translation>
    </message>
</context>
<context>
    <name>MatterPanel</name>
    <message>
        <source>打开办件</source>
        <translation>Open case</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>Story</translation>
    </message>
</context>
<context>
    <name>NewsLine</name>
    <message>
        <source>查看</source>
        <translation>Look</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>班次</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>交接</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>日结前</source>
        <translation>Before closing</translation>
    </message>
    <message>
        <source>印章：{seals}</source>
        <translation>Seals: {seals}</translation>
    </message>
    <message>
        <source>日结 {day}</source>
        <translation>Close {day}</translation>
    </message>
    <message>
        <source>开班</source>
        <translation>Open shift</translation>
    </message>
    <message>
        <source>日结并打印</source>
        <translation>Close day and print</translation>
    </message>
    <message>
        <source>传输</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>本机的日志</source>
        <translation>Journals of this desk</translation>
    </message>
</context>
<context>
    <name>PapersColumn</name>
    <message>
        <source>文书</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>去向</source>
        <translation>Where it stands</translation>
    </message>
    <message>
        <source>还没有出具文书</source>
        <translation>No documents yet</translation>
    </message>
    <message>
        <source>登记送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>已盖章</source>
        <translation>Sealed</translation>
    </message>
    <message>
        <source>补发</source>
        <translation>Reissue</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>第 {page} 页，共 {pages} 页</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>没有可看的文件</source>
        <translation>Nothing to show</translation>
    </message>
    <message>
        <source>这个文件打不开，原件仍在；可以重新扫描或重新打印</source>
        <translation>This file cannot be opened. The original is still there; scan or print it again</translation>
    </message>
</context>
<context>
    <name>PrinterColumn</name>
    <message>
        <source>打印机</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>正在查找系统里的打印机</source>
        <translation>Looking for the system's printers</translation>
    </message>
    <message>
        <source>全部文书</source>
        <translation>All documents</translation>
    </message>
    <message>
        <source>小票机地址</source>
        <translation>Ticket printer's address</translation>
    </message>
    <message>
        <source>网络 tcp://，USB usb:04b8:0202，设备 file:/dev/usb/lp0；回车保存</source>
        <translation>Network tcp://, USB usb:04b8:0202, device file:/dev/usb/lp0; Enter keeps it</translation>
    </message>
    <message>
        <source>系统默认打印机</source>
        <translation>The system's default printer</translation>
    </message>
    <message>
        <source>同“全部文书”</source>
        <translation>As for all documents</translation>
    </message>
    <message>
        <source>{name}（现在找不到）</source>
        <translation>{name} (not found now)</translation>
    </message>
    <message>
        <source>可以选 {n} 台打印机</source>
        <translation>Printers to choose from: {n}</translation>
    </message>
    <message>
        <source>已保存</source>
        <translation>Kept</translation>
    </message>
</context>
<context>
    <name>Prints</name>
    <message>
        <source>待确认出纸</source>
        <translation>Came out?</translation>
    </message>
    <message>
        <source>没有打出</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>待打印</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>还没有打印</source>
        <translation>Not yet sent</translation>
    </message>
    <message>
        <source>已出纸</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>回答出纸了吗</source>
        <translation>Answer the question</translation>
    </message>
    <message>
        <source>重新打印</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>现在打印</source>
        <translation>Print now</translation>
    </message>
    <message>
        <source>补打一份</source>
        <translation>Reprint one</translation>
    </message>
    <message>
        <source>卡纸</source>
        <translation>Paper jam</translation>
    </message>
    <message>
        <source>打成白纸或字迹不清</source>
        <translation>Blank or unreadable</translation>
    </message>
    <message>
        <source>没有纸出来</source>
        <translation>No paper moved</translation>
    </message>
    <message>
        <source>已作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>{title} · 补打第 {n} 次</source>
        <translation>{title} · reprint {n}</translation>
    </message>
    <message>
        <source>补打过 {n} 次</source>
        <translation>Reprinted {n} times</translation>
    </message>
    <message>
        <source>{number}（{title}，{n} 份）出纸了吗</source>
        <translation>{number} ({title}, {n} copies): did it come out</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>这 {n} 项都出纸了</source>
        <translation>All {n} came out</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>份数</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
</context>
<context>
    <name>PrintsScreen</name>
    <message>
        <source>打印</source>
        <translation>Prints</translation>
    </message>
    <message>
        <source>文号或办件编号的一部分</source>
        <translation>Part of a document or case number</translation>
    </message>
    <message>
        <source>队列</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>已出纸</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>全部打印</source>
        <translation>Print all</translation>
    </message>
    <message>
        <source>换打印机</source>
        <translation>Other printer</translation>
    </message>
    <message>
        <source>不打了</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>打小票</source>
        <translation>Print ticket</translation>
    </message>
    <message>
        <source>打印队列已清空</source>
        <translation>The print queue is empty</translation>
    </message>
    <message>
        <source>要再打一份，按 Ctrl+F 查找已出纸的文书补打</source>
        <translation>For another copy press Ctrl+F and find the printed document</translation>
    </message>
    <message>
        <source>没有找到文书</source>
        <translation>No document found</translation>
    </message>
    <message>
        <source>请核对文号或办件编号</source>
        <translation>Please check the document or case number</translation>
    </message>
    <message>
        <source>哪里没有打好</source>
        <translation>What went wrong</translation>
    </message>
    <message>
        <source>按原号重新打印</source>
        <translation>Printing again under its number</translation>
    </message>
    <message>
        <source>{number} 再打一份，纸上注明“补打第 {n} 次”。</source>
        <translation>One more copy of {number}; it says “reprint {n}”.</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>补打一份</source>
        <translation>Reprint one</translation>
    </message>
    <message>
        <source>不打</source>
        <translation>No</translation>
    </message>
    <message>
        <source>换一台打印机</source>
        <translation>Another printer</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>在这台打印</source>
        <translation>Print here</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>现在没有人等候</source>
        <translation>Nobody is waiting now</translation>
    </message>
    <message>
        <source>{n} 分</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>业务</source>
        <translation>Business</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>等候</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>老年人</source>
        <translation>Elderly</translation>
    </message>
    <message>
        <source>残疾人</source>
        <translation>Disabled</translation>
    </message>
    <message>
        <source>军人</source>
        <translation>Serviceman</translation>
    </message>
    <message>
        <source>午休</source>
        <translation>Lunch break</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>离席</source>
        <translation>Away</translation>
    </message>
    <message>
        <source>已叫号</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>In service</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>已结束</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>{n} 窗口</source>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>平均 {mean} · 九成在 {p90} 内</source>
        <translation>mean {mean} · 90% within {p90}</translation>
    </message>
    <message>
        <source>{number} 号 · 已叫 {times} 次 {clock}</source>
        <translation>{number} · called {times}× {clock}</translation>
    </message>
    <message>
        <source>{number} 号 · 已服务 {clock}</source>
        <translation>{number} · in service {clock}</translation>
    </message>
</context>
<context>
    <name>QueueScreen</name>
    <message>
        <source>没有人等候</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message>
        <source>取了号的人按先后列在这里；老年人、残疾人、军人优先</source>
        <translation>Who has taken a number stands here in turn; elderly, disabled and servicemen first</translation>
    </message>
    <message>
        <source>排队</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>叫这个号</source>
        <translation>Call this one</translation>
    </message>
    <message>
        <source>大厅屏</source>
        <translation>Hall screen</translation>
    </message>
    <message>
        <source>申请人屏</source>
        <translation>Applicant's screen</translation>
    </message>
    <message>
        <source>{number} 号还在本窗口，请先办结、过号或转窗口</source>
        <translation>{number} is still here: end it, pass it over or send it on first</translation>
    </message>
    <message>
        <source>等候 {n} 人</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>恢复排队</source>
        <translation>Back in the queue</translation>
    </message>
</context>
<context>
    <name>RatePage</name>
    <message>
        <source>请评价本次服务</source>
        <translation>Please rate this service</translation>
    </message>
    <message>
        <source>评价不记名，窗口人员看不到</source>
        <translation>Anonymous; the clerk does not see it</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Submit</translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>看文件</source>
        <translation>Look at the files</translation>
    </message>
    <message>
        <source>以前的答复</source>
        <translation>Earlier answers</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>网上提交</source>
        <translation>sent in online</translation>
    </message>
    <message>
        <source>{n} 个文件</source>
        <translation>{n} files</translation>
    </message>
    <message>
        <source>{old} 改成 {new}</source>
        <translation>{old} to {new}</translation>
    </message>
    <message>
        <source>申请人的话</source>
        <translation>The applicant's words</translation>
    </message>
    <message>
        <source>附言</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>不办，答复理由</source>
        <translation>Decline with a reason</translation>
    </message>
    <message>
        <source>看办件</source>
        <translation>Open the case</translation>
    </message>
    <message>
        <source>接着办</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>按网上申请办</source>
        <translation>Do as asked online</translation>
    </message>
</context>
<context>
    <name>RequestStrip</name>
    <message>
        <source>按网上申请办</source>
        <translation>Do as asked online</translation>
    </message>
    <message>
        <source>不办，答复</source>
        <translation>Decline</translation>
    </message>
</context>
<context>
    <name>RequestTaking</name>
    <message>
        <source>已答复申请人</source>
        <translation>The applicant is answered</translation>
    </message>
    <message>
        <source>{case_no}：{at} 在网上提出{kind}。不办要告诉他为什么、怎样才能办；他在网上能看到。</source>
        <translation>{case_no}: asked online at {at}: {kind}. Tell the applicant why it is not done and how it can be; he sees it online.</translation>
    </message>
    <message>
        <source>答复网上申请</source>
        <translation>Answer the online request</translation>
    </message>
    <message>
        <source>不办，答复本人</source>
        <translation>Decline and answer</translation>
    </message>
    <message>
        <source>答复的话（申请人会看到）</source>
        <translation>Words of the answer (the applicant sees them)</translation>
    </message>
    <message>
        <source>请写明为什么没有办、怎样才能办</source>
        <translation>Write why it was not done and how it can be</translation>
    </message>
</context>
<context>
    <name>Requests</name>
    <message>
        <source>补正</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>补交</source>
        <translation>Deferred material</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdrawal</translation>
    </message>
    <message>
        <source>变更</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>申请什么</source>
        <translation>What is asked</translation>
    </message>
    <message>
        <source>事项 · 申请人</source>
        <translation>Item · applicant</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>补正材料</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>补交容缺材料</source>
        <translation>Deferred material</translation>
    </message>
    <message>
        <source>撤回申请</source>
        <translation>Withdrawal</translation>
    </message>
    <message>
        <source>变更联系方式</source>
        <translation>Change of contact details</translation>
    </message>
    <message>
        <source>已答复</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>本窗正在办</source>
        <translation>In hand here</translation>
    </message>
    <message>
        <source>{counter} 窗正在办</source>
        <translation>In hand at counter {counter}</translation>
    </message>
    <message>
        <source>办不了了，等答复</source>
        <translation>Too late, waits for an answer</translation>
    </message>
    <message>
        <source>等办理</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>{name} {at} 起</source>
        <translation>{name} since {at}</translation>
    </message>
    <message>
        <source>{counter} 窗{name} {at} 起正在办这份网上申请，本窗没有接手；答复以后它会从这里消失</source>
        <translation>Counter {counter}, {name}, has had this online request in hand since {at}; it was not taken here. It leaves this list once it is answered</translation>
    </message>
    <message>
        <source>{at} 申请人在网上提出{kind}：{summary}</source>
        <translation>Asked online at {at}: {kind}: {summary}</translation>
    </message>
    <message>
        <source>另有 {n} 份</source>
        <translation>{n} more</translation>
    </message>
    <message>
        <source>现在登记的</source>
        <translation>As recorded</translation>
    </message>
    <message>
        <source>要改成</source>
        <translation>To be</translation>
    </message>
</context>
<context>
    <name>RequestsPane</name>
    <message>
        <source>没有等办的网上申请</source>
        <translation>No online requests wait</translation>
    </message>
    <message>
        <source>申请人在网上补交材料、撤回或者改联系方式以后，一秒左右就会列在这里</source>
        <translation>What applicants send in, withdraw or change online stands here within a second or so</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>全部 {n}</source>
        <translation>All {n}</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>打开办件</source>
        <translation>Open case</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>去打印</source>
        <translation>To printing</translation>
    </message>
    <message>
        <source>{when}送达，{note}</source>
        <translation>Deliver {when}, {note}</translation>
    </message>
    <message>
        <source>两证同发：与 {numbers} 的结果一起发放</source>
        <translation>Issued together with the results of {numbers}</translation>
    </message>
    <message>
        <source>已出纸</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>还没有打印</source>
        <translation>not printed</translation>
    </message>
    <message>
        <source>已送达</source>
        <translation>delivered</translation>
    </message>
    <message>
        <source>还没有送达</source>
        <translation>not delivered</translation>
    </message>
</context>
<context>
    <name>ScanField</name>
    <message>
        <source>查看</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>去掉最后一份</source>
        <translation>Take the last away</translation>
    </message>
    <message>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>{n} 份扫描件</source>
        <translation>{n} scans</translation>
    </message>
    <message>
        <source>没有扫描件</source>
        <translation>No scans</translation>
    </message>
    <message>
        <source>{n} 份扫描件，其中{source} {given} 份</source>
        <translation>{n} scans, {given} of them {source}</translation>
    </message>
</context>
<context>
    <name>ScanFolderChoice</name>
    <message>
        <source>选文件夹</source>
        <translation>Choose a folder</translation>
    </message>
    <message>
        <source>改为每次选文件</source>
        <translation>Choose files each time</translation>
    </message>
    <message>
        <source>选扫描仪专用的文件夹</source>
        <translation>Choose the scanner's own folder</translation>
    </message>
    <message>
        <source>没有专用文件夹，扫描时选文件</source>
        <translation>No folder of its own: files are chosen when scanning</translation>
    </message>
    <message>
        <source>按扫描键收下这里最新的一个文件，加密收好以后从这里删除。请选扫描仪专用的文件夹。</source>
        <translation>The key for scanning takes the newest file here and deletes it once it is kept encrypted. Choose a folder that only the scanner uses.</translation>
    </message>
</context>
<context>
    <name>ScanList</name>
    <message>
        <source>以前的</source>
        <translation>earlier</translation>
    </message>
    <message>
        <source>在中心</source>
        <translation>at centre</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>扫描件</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>look</translation>
    </message>
</context>
<context>
    <name>ScanSide</name>
    <message>
        <source>放大</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>看正误样图</source>
        <translation>Good and bad samples</translation>
    </message>
    <message>
        <source>正误样图</source>
        <translation>Good and bad samples</translation>
    </message>
    <message>
        <source>✓ 这样可以</source>
        <translation>✓ Like this</translation>
    </message>
    <message>
        <source>✗ 这样要补正</source>
        <translation>✗ This must be corrected</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>样图：✓ 这样可以</source>
        <translation>Sample: ✓ like this</translation>
    </message>
    <message>
        <source>扫描 {n} 份</source>
        <translation>{n} scans</translation>
    </message>
    <message>
        <source>没有扫描件</source>
        <translation>No scan</translation>
    </message>
</context>
<context>
    <name>ScanViewer</name>
    <message>
        <source>扫描件</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>上一份</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一份</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>第 {n} 份，共 {count} 份</source>
        <translation>{n} of {count}</translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message>
        <source>选扫描件</source>
        <translation>Choose scans</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>事项库</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Prints</translation>
    </message>
    <message>
        <source>查询</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>班次</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>传输</source>
        <translation>Exchange</translation>
    </message>
    <message>
        <source>网上预审</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>办不成事</source>
        <translation>Matters</translation>
    </message>
    <message>
        <source>出件</source>
        <translation>Issuance</translation>
    </message>
    <message>
        <source>叫号</source>
        <translation>Queue</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>还没有办件</source>
        <translation>No cases yet</translation>
    </message>
    <message>
        <source>受理或者收件以后，办件会列在这里</source>
        <translation>Cases are listed here once accepted or received</translation>
    </message>
    <message>
        <source>没有找到“{words}”</source>
        <translation>Nothing found for “{words}”</translation>
    </message>
    <message>
        <source>可以只输开头几位；已办结和别的大厅的，按 Ctrl+Enter 到中心查</source>
        <translation>The first signs are enough; for closed cases and other halls' press Ctrl+Enter to ask the centre</translation>
    </message>
    <message>
        <source>可以只输开头几位；别的窗口的办件要联网查询</source>
        <translation>The first few characters are enough; cases of other counters need the network</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>事项 · 申请人</source>
        <translation>Item · applicant</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>（预计）</source>
        <translation> (expected)</translation>
    </message>
    <message>
        <source>承诺 {day} 办结{mark}</source>
        <translation>promised by {day}{mark}</translation>
    </message>
    <message>
        <source>{day} 前答复{mark}</source>
        <translation>answer by {day}{mark}</translation>
    </message>
    <message>
        <source>已办结，本机只留登记</source>
        <translation>closed, only its register row is here</translation>
    </message>
    <message>
        <source>已转出，本机只留登记</source>
        <translation>given to another hall, only its register row is here</translation>
    </message>
    <message>
        <source>在中心，不在本机</source>
        <translation>at the centre, not on this desk</translation>
    </message>
    <message>
        <source>在中心</source>
        <translation>at the centre</translation>
    </message>
    <message>
        <source>本机只留登记</source>
        <translation>register row only</translation>
    </message>
    <message>
        <source>{case_no}（{status}）不在本机，打开要问中心，现在连不上。连上后再按一次就能看；急的请打给 {holder}。</source>
        <translation>{case_no} ({status}) is not on this desk; to open it the centre has to be asked, and it cannot be reached now. Press again once connected; if it is urgent, call {holder}.</translation>
    </message>
    <message>
        <source>中心</source>
        <translation>the centre</translation>
    </message>
</context>
<context>
    <name>SearchScreen</name>
    <message>
        <source>办件编号或尾号、姓名、拼音首字母、证件号、电话、文号，或者扫文书上的二维码</source>
        <translation>Case number or its end, name, pinyin initials, ID number, phone, document number, or scan a document's code</translation>
    </message>
    <message>
        <source>到中心查</source>
        <translation>Ask the centre</translation>
    </message>
    <message>
        <source>中心找到 {n} 件，{m} 件不在本机</source>
        <translation>The centre found {n}; {m} are not on this desk</translation>
    </message>
</context>
<context>
    <name>SecondScreen</name>
    <message>
        <source>窗口领取</source>
        <translation>Collect at the counter</translation>
    </message>
    <message>
        <source>邮寄</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>电子送达</source>
        <translation>Electronically</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>证件号码</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>Person in charge</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Mobile</translation>
    </message>
    <message>
        <source>其他联系方式</source>
        <translation>Other contact</translation>
    </message>
    <message>
        <source>代办人</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>办理事项</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>已交材料</source>
        <translation>Materials handed in</translation>
    </message>
    <message>
        <source>领取方式</source>
        <translation>How to collect</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>确认申请内容 {number}</source>
        <translation>Confirming the application {number}</translation>
    </message>
    <message>
        <source>签收文书（送达回证）{number}</source>
        <translation>Receiving the document (service record) {number}</translation>
    </message>
    <message>
        <source>领取结果 {number}</source>
        <translation>Collecting the result {number}</translation>
    </message>
    <message>
        <source>申请人屏</source>
        <translation>Applicant's screen</translation>
    </message>
    <message>
        <source>{n} 号窗口 · 您好</source>
        <translation>Counter {n} · Welcome</translation>
    </message>
    <message>
        <source>谢谢</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>模拟申请人屏</source>
        <translation>Simulated applicant's screen</translation>
    </message>
    <message>
        <source>申请人已核对，内容无误</source>
        <translation>The applicant has confirmed the entries</translation>
    </message>
    <message>
        <source>评价已请</source>
        <translation>Rating requested</translation>
    </message>
    <message>
        <source>您的评价已记下</source>
        <translation>Your rating is recorded</translation>
    </message>
    <message>
        <source>没有记下</source>
        <translation>Not recorded</translation>
    </message>
    <message>
        <source>可能已经评价过；也可以扫回执上的二维码评价</source>
        <translation>It may have been rated already; the code on the receipt works too</translation>
    </message>
    <message>
        <source>没有接申请人屏，请在纸上签字</source>
        <translation>There is no applicant's screen; please let it be signed on paper</translation>
    </message>
    <message>
        <source>申请人已签名</source>
        <translation>The applicant has signed</translation>
    </message>
    <message>
        <source>签名已收到</source>
        <translation>Your signature was received</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>外观与锁屏</source>
        <translation>Look and lock</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>更大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Type size</translation>
    </message>
    <message>
        <source>界面语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>无人操作多久后锁屏</source>
        <translation>Lock after nobody has touched it for</translation>
    </message>
    <message>
        <source>扫描仪把文件存在</source>
        <translation>The scanner writes its files to</translation>
    </message>
    <message>
        <source>改动马上生效，只影响这台机器。打印的文书总是中文。</source>
        <translation>Changes take effect at once, on this machine only. Printed documents are always Chinese.</translation>
    </message>
    <message>
        <source>功能键</source>
        <translation>F-keys</translation>
    </message>
    <message>
        <source>{text}：{keys}，已生效</source>
        <translation>{text}: {keys}, in effect</translation>
    </message>
</context>
<context>
    <name>Settling</name>
    <message>
        <source>电脑日期是 {shown}，上次记录是 {last}，相差较大。以后再说也能查询、看待办，但不能受理；下次登录再问。</source>
        <translation>The computer's date is {shown}, the last record is of {last}: far apart. Later: you can search and see the to-do, but take no application; the next log-in asks again.</translation>
    </message>
    <message>
        <source>今天是几月几日</source>
        <translation>What day is it today</translation>
    </message>
    <message>
        <source>确认日期</source>
        <translation>Confirm the date</translation>
    </message>
    <message>
        <source>今天的日期</source>
        <translation>Today's date</translation>
    </message>
    <message>
        <source>由另一位组长确认</source>
        <translation>Confirmed by another lead</translation>
    </message>
    <message>
        <source>组长密码</source>
        <translation>The lead's password</translation>
    </message>
    <message>
        <source>没有这一天，请核对</source>
        <translation>No such day, please check</translation>
    </message>
    <message>
        <source>设一个自己的密码</source>
        <translation>Set a password of your own</translation>
    </message>
    <message>
        <source>刚才用的是一次性密码，换成只有本人知道的密码后开始办公。</source>
        <translation>That was a one-time password. Change it to one that only you know, then begin.</translation>
    </message>
    <message>
        <source>换密码并开始</source>
        <translation>Change and begin</translation>
    </message>
    <message>
        <source>回到登录</source>
        <translation>Back to the log-in</translation>
    </message>
    <message>
        <source>新密码（至少 {n} 位）</source>
        <translation>New password (at least {n} characters)</translation>
    </message>
    <message>
        <source>再输一次新密码</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>太短，至少 {n} 位</source>
        <translation>Too short, at least {n} characters</translation>
    </message>
    <message>
        <source>两次不一样，请再输一次</source>
        <translation>The two differ, please type it again</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>请填写</source>
        <translation>Please fill in</translation>
    </message>
</context>
<context>
    <name>ShellPage</name>
    <message>
        <source>登记办不成事</source>
        <translation>Register what could not be done</translation>
    </message>
    <message>
        <source>看传输</source>
        <translation>See Exchange</translation>
    </message>
</context>
<context>
    <name>Shift</name>
    <message>
        <source>清点窗口的印章，多枚用顿号分开。</source>
        <translation>Count the seals at the counter; divide several by commas.</translation>
    </message>
    <message>
        <source>开班</source>
        <translation>Open shift</translation>
    </message>
    <message>
        <source>印章</source>
        <translation>Seals</translation>
    </message>
    <message>
        <source>未办结办件 {cases} 件、草稿 {drafts} 份、留存原件 {originals} 份、空白凭证 {blanks} 份一并移交。</source>
        <translation>{cases} open cases, {drafts} drafts, {originals} originals and {blanks} blank receipts pass together.</translation>
    </message>
    <message>
        <source>代 {name} 交班，移交的是 {name} 的办件和草稿。</source>
        <translation>For {name}: the cases and drafts of {name} pass.</translation>
    </message>
    <message>
        <source>交接并打印</source>
        <translation>Hand over and print</translation>
    </message>
    <message>
        <source>交接班次</source>
        <translation>Hand the shift over</translation>
    </message>
    <message>
        <source>接班人</source>
        <translation>Taken over by</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>日结并打印</source>
        <translation>Close day and print</translation>
    </message>
    <message>
        <source>日结</source>
        <translation>Close the day</translation>
    </message>
    <message>
        <source>差额的情况说明</source>
        <translation>Explanation of the differences</translation>
    </message>
    <message>
        <source>情况说明（可不填）</source>
        <translation>Explanation (may be left empty)</translation>
    </message>
    <message>
        <source>每份有自己的编号，停电或断网时手写使用，恢复后逐份补录。</source>
        <translation>Each has its own number. Written by hand in an outage, entered one by one afterwards.</translation>
    </message>
    <message>
        <source>领用空白收件凭证</source>
        <translation>Draw blank receipts</translation>
    </message>
    <message>
        <source>领用并打印</source>
        <translation>Draw and print</translation>
    </message>
    <message>
        <source>份数</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>请填写数字</source>
        <translation>Please enter a number</translation>
    </message>
    <message>
        <source>作废空白收件凭证</source>
        <translation>Void a blank receipt</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>理由（写错、污损、遗失）</source>
        <translation>Reason (misprint, spoiled, lost)</translation>
    </message>
    <message>
        <source>照凭证上手写的时间填写；期限从那时起算，现在的时间也会记下。</source>
        <translation>Enter the time written on the receipt. Limits run from then; the present time is kept as well.</translation>
    </message>
    <message>
        <source>补录 {number}</source>
        <translation>Enter {number}</translation>
    </message>
    <message>
        <source>确认并去受理</source>
        <translation>Confirm and go to acceptance</translation>
    </message>
    <message>
        <source>收件日期</source>
        <translation>Day of receipt</translation>
    </message>
    <message>
        <source>收件时间（0950）</source>
        <translation>Time of receipt (0950)</translation>
    </message>
    <message>
        <source>补录原因（停电、断网的起止）</source>
        <translation>Reason (outage from … to …)</translation>
    </message>
    <message>
        <source>由哪位组长确认</source>
        <translation>Confirmed by which lead</translation>
    </message>
    <message>
        <source>组长密码</source>
        <translation>The lead's password</translation>
    </message>
    <message>
        <source>请写成 0950 或 9:50</source>
        <translation>Please write 0950 or 9:50</translation>
    </message>
    <message>
        <source>没有这一天，请核对</source>
        <translation>There is no such day, please check</translation>
    </message>
    <message>
        <source>{name}（{case_no}）交还申请人，登记为已退还。</source>
        <translation>{name} ({case_no}) goes back to the applicant and is recorded as returned.</translation>
    </message>
    <message>
        <source>退还原件</source>
        <translation>Give an original back</translation>
    </message>
    <message>
        <source>已交还</source>
        <translation>Given back</translation>
    </message>
    <message>
        <source>先给一个一次性密码，本人登录后再改。</source>
        <translation>Give a one-time password; it is changed after the first log-in.</translation>
    </message>
    <message>
        <source>添加人员</source>
        <translation>Add clerk</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>登录名</source>
        <translation>Log-in name</translation>
    </message>
    <message>
        <source>一次性密码</source>
        <translation>One-time password</translation>
    </message>
    <message>
        <source>窗口人员</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>组长</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>身份</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>{name} 不能再登录；数据库换新密钥，本机其他窗口要先关闭。</source>
        <translation>{name} can no longer log in. The database gets a new key; other windows on this machine must be closed first.</translation>
    </message>
    <message>
        <source>移除人员</source>
        <translation>Remove a clerk</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>重设密码</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>重设</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>改我的密码</source>
        <translation>Change my password</translation>
    </message>
    <message>
        <source>改密码</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>现在的密码</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>新密码（至少 8 个字符）</source>
        <translation>New password (8 characters or more)</translation>
    </message>
    <message>
        <source>再输一遍新密码</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>两次输入的新密码不一样</source>
        <translation>The two new passwords differ</translation>
    </message>
    <message>
        <source>今天已日结（{at}）</source>
        <translation>Today was closed ({at})</translation>
    </message>
    <message>
        <source>还没有开班</source>
        <translation>No shift is open</translation>
    </message>
    <message>
        <source>{name} · {since} 开班，未日结</source>
        <translation>{name} · since {since}, not closed</translation>
    </message>
    <message>
        <source>{name} · 今天开班</source>
        <translation>{name} · since today</translation>
    </message>
    <message>
        <source>编号、份数核对一致</source>
        <translation>Numbers and copies agree</translation>
    </message>
    <message>
        <source>有 {n} 处差额，日结前要写明情况</source>
        <translation>{n} differences: explain them before closing</translation>
    </message>
    <message>
        <source>未用</source>
        <translation>Unused</translation>
    </message>
    <message>
        <source>已补录</source>
        <translation>Entered</translation>
    </message>
    <message>
        <source>审批人员</source>
        <translation>Approver</translation>
    </message>
    <message>
        <source>出件人员</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>领用日期</source>
        <translation>Drawn on</translation>
    </message>
    <message>
        <source>办件或理由</source>
        <translation>Case or reason</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>收存日期</source>
        <translation>Kept since</translation>
    </message>
    <message>
        <source>开通日期</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>{name}（本人）</source>
        <translation>{name} (me)</translation>
    </message>
    <message>
        <source>一次性，登录后要改</source>
        <translation>One-time, to be changed</translation>
    </message>
    <message>
        <source>已自设</source>
        <translation>Own</translation>
    </message>
</context>
<context>
    <name>ShiftScreen</name>
    <message>
        <source>还没有领用空白收件凭证</source>
        <translation>No blank receipts were drawn</translation>
    </message>
    <message>
        <source>停电、断网前领用并打印，恢复后逐份补录</source>
        <translation>Draw and print them before an outage, enter them one by one afterwards</translation>
    </message>
    <message>
        <source>窗口没有留存原件</source>
        <translation>No originals at the counter</translation>
    </message>
    <message>
        <source>日结单</source>
        <translation>Day's end</translation>
    </message>
    <message>
        <source>空白凭证</source>
        <translation>Blank receipts</translation>
    </message>
    <message>
        <source>留存原件</source>
        <translation>Originals</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>Clerks</translation>
    </message>
    <message>
        <source>领用并打印</source>
        <translation>Draw and print</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>补录</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>退还申请人</source>
        <translation>Give back</translation>
    </message>
    <message>
        <source>改我的密码</source>
        <translation>Change my password</translation>
    </message>
    <message>
        <source>重设密码</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>添加人员</source>
        <translation>Add clerk</translation>
    </message>
</context>
<context>
    <name>ShortView</name>
    <message>
        <source>打开办件</source>
        <translation>open case</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>Story</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>随处</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Acceptance</translation>
    </message>
    <message>
        <source>列表里</source>
        <translation>In lists</translation>
    </message>
    <message>
        <source>看材料</source>
        <translation>Checking materials</translation>
    </message>
    <message>
        <source>叫号与申请人屏</source>
        <translation>Queue and applicant's screen</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>锁屏</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>换人登录</source>
        <translation>Log in as another clerk</translation>
    </message>
    <message>
        <source>到受理</source>
        <translation>Go to acceptance</translation>
    </message>
    <message>
        <source>到待办</source>
        <translation>Go to to-do</translation>
    </message>
    <message>
        <source>到查询</source>
        <translation>Go to search</translation>
    </message>
    <message>
        <source>到打印</source>
        <translation>Go to print queue</translation>
    </message>
    <message>
        <source>到事项库</source>
        <translation>Go to catalogue</translation>
    </message>
    <message>
        <source>到班次</source>
        <translation>Go to shift</translation>
    </message>
    <message>
        <source>到设置</source>
        <translation>Go to settings</translation>
    </message>
    <message>
        <source>到传输</source>
        <translation>Go to Exchange</translation>
    </message>
    <message>
        <source>到出件</source>
        <translation>To issuance</translation>
    </message>
    <message>
        <source>到办不成事</source>
        <translation>To what could not be done</translation>
    </message>
    <message>
        <source>到网上预审</source>
        <translation>To pre-applications</translation>
    </message>
    <message>
        <source>到叫号</source>
        <translation>To the queue</translation>
    </message>
    <message>
        <source>登记办不成事</source>
        <translation>Register what could not be done</translation>
    </message>
    <message>
        <source>导出到 U 盘</source>
        <translation>Export to USB</translation>
    </message>
    <message>
        <source>查看更新</source>
        <translation>See what is new</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>交接班次</source>
        <translation>Hand the shift over</translation>
    </message>
    <message>
        <source>换打印机</source>
        <translation>Other printer</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>复制下一字段</source>
        <translation>Copy next field</translation>
    </message>
    <message>
        <source>叫下一号</source>
        <translation>Call the next number</translation>
    </message>
    <message>
        <source>重呼</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>人已到窗</source>
        <translation>Person is here</translation>
    </message>
    <message>
        <source>转窗口</source>
        <translation>Send to another counter</translation>
    </message>
    <message>
        <source>暂停或恢复叫号</source>
        <translation>Pause or resume calling</translation>
    </message>
    <message>
        <source>请申请人签字</source>
        <translation>Ask for a signature</translation>
    </message>
    <message>
        <source>办下一步</source>
        <translation>Do the next step</translation>
    </message>
    <message>
        <source>受理并当场办结</source>
        <translation>Accept and complete on the spot</translation>
    </message>
    <message>
        <source>下一位</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>暂存</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>读卡</source>
        <translation>Read card</translation>
    </message>
    <message>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>谁来办</source>
        <translation>Who acts</translation>
    </message>
    <message>
        <source>先收件</source>
        <translation>Take materials in</translation>
    </message>
    <message>
        <source>打印申请书供签字</source>
        <translation>Print form for signature</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Guide sheet</translation>
    </message>
    <message>
        <source>登记到窗</source>
        <translation>Record a visit</translation>
    </message>
    <message>
        <source>换事项</source>
        <translation>Change item</translation>
    </message>
    <message>
        <source>采用上次内容</source>
        <translation>Use earlier details</translation>
    </message>
    <message>
        <source>展开理由</source>
        <translation>Unfold reasons</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>未带</source>
        <translation>Not brought</translation>
    </message>
    <message>
        <source>不涉及</source>
        <translation>Does not apply</translation>
    </message>
    <message>
        <source>容缺</source>
        <translation>Defer</translation>
    </message>
    <message>
        <source>当场改好</source>
        <translation>Put right on the spot</translation>
    </message>
    <message>
        <source>原件留存</source>
        <translation>Original kept</translation>
    </message>
    <message>
        <source>原件核验</source>
        <translation>Original seen</translation>
    </message>
    <message>
        <source>收复印件</source>
        <translation>Copy taken</translation>
    </message>
    <message>
        <source>电子证照</source>
        <translation>E-licence</translation>
    </message>
    <message>
        <source>系统共享</source>
        <translation>Shared by system</translation>
    </message>
    <message>
        <source>换一个列表</source>
        <translation>The other list</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>选第一个回答</source>
        <translation>First answer</translation>
    </message>
    <message>
        <source>选第二个回答</source>
        <translation>Second answer</translation>
    </message>
    <message>
        <source>选第三个回答</source>
        <translation>Third answer</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>这里只能换成 F1 到 F12 中的一个键</source>
        <translation>Only F1 to F12 can be used here</translation>
    </message>
    <message>
        <source>{keys} 已用于“{text}”，请先换掉那一个</source>
        <translation>{keys} is used for “{text}”; change that one first</translation>
    </message>
</context>
<context>
    <name>SignPage</name>
    <message>
        <source>请签名</source>
        <translation>Please sign</translation>
    </message>
    <message>
        <source>重写</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>签好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>这里还没有内容</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>再显示一些</source>
        <translation>Show more</translation>
    </message>
    <message>
        <source>显示前 {n} 条，共 {total} 条</source>
        <translation>The first {n} of {total}</translation>
    </message>
    <message>
        <source>共 {total} 条</source>
        <translation>{total} in all</translation>
    </message>
</context>
<context>
    <name>TakingColumn</name>
    <message>
        <source>取号</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>普通</source>
        <translation>Ordinary</translation>
    </message>
    <message>
        <source>办什么</source>
        <translation>What for</translation>
    </message>
    <message>
        <source>优先</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>不叫号</source>
        <translation>No calling</translation>
    </message>
    <message>
        <source>本机取号叫号</source>
        <translation>This desk's own</translation>
    </message>
    <message>
        <source>大厅叫号系统</source>
        <translation>The hall's system</translation>
    </message>
    <message>
        <source>模拟叫号系统</source>
        <translation>Simulated system</translation>
    </message>
    <message>
        <source>叫号系统地址</source>
        <translation>Address of the queue system</translation>
    </message>
    <message>
        <source>HTTP 接口；回车保存</source>
        <translation>HTTP interface; Enter keeps it</translation>
    </message>
    <message>
        <source>本窗口叫谁的号</source>
        <translation>Whose numbers this counter calls</translation>
    </message>
    <message>
        <source>本窗口办哪些业务（不选就都办）</source>
        <translation>Businesses of this counter (none: all)</translation>
    </message>
    <message>
        <source>{business} · 前面 {n} 人</source>
        <translation>{business} · {n} before</translation>
    </message>
    <message>
        <source>{business} · 下一位就是</source>
        <translation>{business} · next in turn</translation>
    </message>
</context>
<context>
    <name>TimesColumn</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>取号 {n} · 等候 {m} · 优先 {p}</source>
        <translation>{n} taken · {m} waiting · {p} with priority</translation>
    </message>
    <message>
        <source>等候：{times}</source>
        <translation>Waiting: {times}</translation>
    </message>
    <message>
        <source>办理：{times}</source>
        <translation>Service: {times}</translation>
    </message>
    <message>
        <source>叫 {called} · 办 {served} · 过号 {missed} · 转出 {sent}</source>
        <translation>{called} called · {served} served · {missed} missed · {sent} sent on</translation>
    </message>
    <message>
        <source>平均等候 {wait} · 平均办理 {service}</source>
        <translation>mean wait {wait} · mean service {service}</translation>
    </message>
</context>
<context>
    <name>Todo</name>
    <message>
        <source>冲突</source>
        <translation>Conflict</translation>
    </message>
    <message>
        <source>收件时钟</source>
        <translation>Answer clock</translation>
    </message>
    <message>
        <source>送达</source>
        <translation>To deliver</translation>
    </message>
    <message>
        <source>补正</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>容缺</source>
        <translation>Deferral</translation>
    </message>
    <message>
        <source>网上申请</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>出具受理通知书</source>
        <translation>Issue acceptance notice</translation>
    </message>
    <message>
        <source>核对并作出结论</source>
        <translation>Check and give verdict</translation>
    </message>
    <message>
        <source>已交付并签收</source>
        <translation>Handed over, signed</translation>
    </message>
    <message>
        <source>其他方式送达</source>
        <translation>Delivered otherwise</translation>
    </message>
    <message>
        <source>补交材料</source>
        <translation>Take in material</translation>
    </message>
    <message>
        <source>收到补正</source>
        <translation>Correction received</translation>
    </message>
    <message>
        <source>去出件</source>
        <translation>To issuance</translation>
    </message>
    <message>
        <source>答复退回</source>
        <translation>Answer the return</translation>
    </message>
    <message>
        <source>换成正式日期</source>
        <translation>Make dates final</translation>
    </message>
    <message>
        <source>作废告知书</source>
        <translation>Void the notice</translation>
    </message>
    <message>
        <source>已处理，从待办里去掉</source>
        <translation>Seen to; take it off the list</translation>
    </message>
    <message>
        <source>提出这一项</source>
        <translation>File this item</translation>
    </message>
    <message>
        <source>按网上申请办</source>
        <translation>Do as asked online</translation>
    </message>
    <message>
        <source>不办，答复理由</source>
        <translation>Decline with a reason</translation>
    </message>
    <message>
        <source>申请人撤回这一件</source>
        <translation>The applicant withdraws this one</translation>
    </message>
    <message>
        <source>申请人要办，提出这一项</source>
        <translation>The applicant wants it: file it</translation>
    </message>
    <message>
        <source>申请人不办了</source>
        <translation>The applicant lets it go</translation>
    </message>
    <message>
        <source>补发文书</source>
        <translation>Reissue document</translation>
    </message>
    <message>
        <source>申请人签字撤回</source>
        <translation>Signed withdrawal</translation>
    </message>
    <message>
        <source>去打印</source>
        <translation>Go to printing</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{n} 件；按期限先后</source>
        <translation>{n}; by due date</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>要做什么</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>事项 · 申请人</source>
        <translation>Item · applicant</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>以先交的为准</source>
        <translation>What was handed in first holds</translation>
    </message>
    <message>
        <source>以后交的为准</source>
        <translation>What came second holds</translation>
    </message>
    <message>
        <source>申请人说：以先交的为准</source>
        <translation>Applicant: the first holds</translation>
    </message>
    <message>
        <source>以 {counter} 窗 {at} 的为准</source>
        <translation>Counter {counter} at {at} holds</translation>
    </message>
</context>
<context>
    <name>TodoScreen</name>
    <message>
        <source>没有要办的事</source>
        <translation>Nothing to do</translation>
    </message>
    <message>
        <source>有期限、要送达、要补正的办件会按先后列在这里</source>
        <translation>Cases with a due date, a delivery or a correction are listed here in order</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>全窗口</source>
        <translation>Whole counter</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>Mine</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>锁屏</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>{counter} 号综合窗口</source>
        <translation>Counter {counter}</translation>
    </message>
</context>
<context>
    <name>TranscribeStrip</name>
    <message>
        <source>复制下一字段</source>
        <translation>Copy next field</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>上一个</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>办完后填部门系统的编号</source>
        <translation>Then enter the department's number</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>{item} → {system}</source>
        <translation>{item} → {system}</translation>
    </message>
    <message>
        <source>已复制 {label}：{value}</source>
        <translation>Copied {label}: {value}</translation>
    </message>
    <message>
        <source>复制 {label}</source>
        <translation>Copy {label}</translation>
    </message>
    <message>
        <source>填写对方编号</source>
        <translation>Enter their number</translation>
    </message>
</context>
<context>
    <name>VerdictBar</name>
    <message>
        <source>收起</source>
        <translation>Fold</translation>
    </message>
    <message>
        <source>全部 {n} 条</source>
        <translation>All {n}</translation>
    </message>
</context>
<context>
    <name>VerdictWiring</name>
    <message>
        <source>暂存</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>先收件</source>
        <translation>Take materials in</translation>
    </message>
    <message>
        <source>当场办结</source>
        <translation>On the spot</translation>
    </message>
    <message>
        <source>再办一件</source>
        <translation>Another item</translation>
    </message>
    <message>
        <source>下一位</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>先选事项</source>
        <translation>Choose an item first</translation>
    </message>
    <message>
        <source>还没有可办的</source>
        <translation>Nothing to do yet</translation>
    </message>
    <message>
        <source>正在办理</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>预计 </source>
        <translation>expected </translation>
    </message>
    <message>
        <source>{what} · 承诺 {marked}{day} 前办结</source>
        <translation>{what} · promised by {marked}{day}</translation>
    </message>
    <message>
        <source>已一次性告知 · 等申请人补正</source>
        <translation>Told once · waiting for the applicant</translation>
    </message>
    <message>
        <source>已收件 · 结论已转有权的部门</source>
        <translation>Received · proposed to the department with the power</translation>
    </message>
    <message>
        <source>已当场办结 · 结果已交付</source>
        <translation>Completed on the spot · result handed over</translation>
    </message>
</context>
</TS>
